package android.util;

public class TypedValue {
    public static final int COMPLEX_UNIT_PX = 0;
    public static final int COMPLEX_UNIT_DIP = 1;
    public static final int COMPLEX_UNIT_SP = 2;
    public int type;
    public int data;
    public int resourceId;
    public TypedValue() { throw new RuntimeException("stub"); }
    public static float applyDimension(int unit, float value,
            DisplayMetrics metrics) { throw new RuntimeException("stub"); }
}
