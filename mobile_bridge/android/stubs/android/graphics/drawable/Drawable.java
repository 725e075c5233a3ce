package android.graphics.drawable;

import android.graphics.Canvas;
import android.graphics.ColorFilter;

public abstract class Drawable {
    public Drawable() { throw new RuntimeException("stub"); }
    public abstract void draw(Canvas canvas);
    public abstract void setAlpha(int alpha);
    public abstract void setColorFilter(ColorFilter colorFilter);
    public abstract int getOpacity();
}
