package android.util;

/** Pixels of a dp and of an sp. */
public class DisplayMetrics {
    public float density;
    public float scaledDensity;
}
