package android.graphics.drawable;

import android.content.res.ColorStateList;
import java.awt.Graphics2D;
import java.util.Set;

/** What it is while nobody touches it. */
public class RippleDrawable extends Drawable {
    private final Drawable content;

    public RippleDrawable(ColorStateList color, Drawable content, Drawable mask) {
        this.content = content;
    }

    @Override
    public void paint(Graphics2D graphics, int width, int height, Set<Integer> state, int tint) {
        content.paint(graphics, width, height, state, tint);
    }
}
