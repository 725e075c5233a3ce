package android.util;

public class DisplayMetrics {
    public float density;
    public float scaledDensity;
    public DisplayMetrics() { throw new RuntimeException("stub"); }
}
