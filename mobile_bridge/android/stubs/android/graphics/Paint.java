package android.graphics;

public class Paint {
    public static final int ANTI_ALIAS_FLAG = 1;
    public enum Style { FILL, STROKE, FILL_AND_STROKE }
    public enum Align { LEFT, CENTER, RIGHT }
    public enum Cap { BUTT, ROUND, SQUARE }
    public Paint() { throw new RuntimeException("stub"); }
    public Paint(int flags) { throw new RuntimeException("stub"); }
    public void setColor(int color) { throw new RuntimeException("stub"); }
    public void setAlpha(int a) { throw new RuntimeException("stub"); }
    public void setStyle(Style style) { throw new RuntimeException("stub"); }
    public void setStrokeWidth(float width) { throw new RuntimeException("stub"); }
    public void setTextSize(float textSize) { throw new RuntimeException("stub"); }
    public Typeface setTypeface(Typeface typeface) { throw new RuntimeException("stub"); }
}
