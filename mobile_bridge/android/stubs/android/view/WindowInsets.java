package android.view;

import android.graphics.Insets;

public final class WindowInsets {
    public int getSystemWindowInsetLeft() { throw new RuntimeException("stub"); }
    public int getSystemWindowInsetTop() { throw new RuntimeException("stub"); }
    public int getSystemWindowInsetRight() { throw new RuntimeException("stub"); }
    public int getSystemWindowInsetBottom() { throw new RuntimeException("stub"); }
    public Insets getInsets(int typeMask) { throw new RuntimeException("stub"); }
    public static final class Type {
        public static int systemBars() { throw new RuntimeException("stub"); }
        public static int displayCutout() { throw new RuntimeException("stub"); }
        public static int ime() { throw new RuntimeException("stub"); }
    }
}
