package android.graphics;

public class Typeface {
    public static final int BOLD = 1;
    public static final int NORMAL = 0;
    public static final Typeface DEFAULT_BOLD = null;
    public static final Typeface MONOSPACE = null;
    public static Typeface create(String familyName, int style) { throw new RuntimeException("stub"); }
}
