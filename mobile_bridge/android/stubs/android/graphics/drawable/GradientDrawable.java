package android.graphics.drawable;

import android.graphics.Canvas;
import android.graphics.ColorFilter;

public class GradientDrawable extends Drawable {
    public enum Orientation { TOP_BOTTOM, TR_BL, RIGHT_LEFT, BR_TL, BOTTOM_TOP, BL_TR, LEFT_RIGHT, TL_BR }
    public GradientDrawable() { throw new RuntimeException("stub"); }
    public GradientDrawable(Orientation orientation, int[] colors) { throw new RuntimeException("stub"); }
    public void setColor(int argb) { throw new RuntimeException("stub"); }
    public void setSize(int width, int height) { throw new RuntimeException("stub"); }
    public void setStroke(int width, int color) { throw new RuntimeException("stub"); }
    public void setCornerRadius(float radius) { throw new RuntimeException("stub"); }
    public void draw(Canvas canvas) { throw new RuntimeException("stub"); }
    public void setAlpha(int alpha) { throw new RuntimeException("stub"); }
    public void setColorFilter(ColorFilter colorFilter) { throw new RuntimeException("stub"); }
    public int getOpacity() { throw new RuntimeException("stub"); }
}
