package android.graphics.drawable;

public class RippleDrawable extends LayerDrawable {
    public RippleDrawable(android.content.res.ColorStateList color, Drawable content, Drawable mask) { super(null); }
}
