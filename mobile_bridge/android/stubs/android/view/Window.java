package android.view;

public abstract class Window {
    public Window() { throw new RuntimeException("stub"); }
    public abstract View getDecorView();
    public abstract void setStatusBarColor(int color);
    public abstract void setNavigationBarColor(int color);
    public void setDecorFitsSystemWindows(boolean decorFitsSystemWindows) { throw new RuntimeException("stub"); }
    public void setGravity(int gravity) { throw new RuntimeException("stub"); }
}
