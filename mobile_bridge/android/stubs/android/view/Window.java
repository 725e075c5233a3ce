package android.view;

import android.graphics.drawable.Drawable;

public abstract class Window {
    public Window() { throw new RuntimeException("stub"); }
    public void addFlags(int flags) { throw new RuntimeException("stub"); }
    public void clearFlags(int flags) { throw new RuntimeException("stub"); }
    public abstract View getDecorView();
    public final WindowManager.LayoutParams getAttributes() { throw new RuntimeException("stub"); }
    public void setAttributes(WindowManager.LayoutParams a) { throw new RuntimeException("stub"); }
    public abstract void setStatusBarColor(int color);
    public abstract void setNavigationBarColor(int color);
    public void setDecorFitsSystemWindows(boolean decorFitsSystemWindows) { throw new RuntimeException("stub"); }
    public void setLayout(int width, int height) { throw new RuntimeException("stub"); }
    public void setGravity(int gravity) { throw new RuntimeException("stub"); }
    public void setBackgroundDrawable(Drawable drawable) { throw new RuntimeException("stub"); }
    public WindowInsetsController getInsetsController() { throw new RuntimeException("stub"); }
}
