package android.graphics.drawable;

import android.graphics.Canvas;
import android.graphics.ColorFilter;

public class LayerDrawable extends Drawable {
    public LayerDrawable(Drawable[] layers) { throw new RuntimeException("stub"); }
    public void draw(Canvas canvas) { throw new RuntimeException("stub"); }
    public void setAlpha(int alpha) { throw new RuntimeException("stub"); }
    public void setColorFilter(ColorFilter colorFilter) { throw new RuntimeException("stub"); }
    public int getOpacity() { throw new RuntimeException("stub"); }
}
