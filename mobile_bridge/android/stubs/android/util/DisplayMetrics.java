package android.util;

public class DisplayMetrics {
    public float density;
    public int densityDpi;
    public float scaledDensity;
    public int widthPixels;
    public int heightPixels;
    public DisplayMetrics() { throw new RuntimeException("stub"); }
}
