package android.graphics.drawable;

import java.awt.Graphics2D;
import java.util.Set;

/** Fills a place with colour. */
public abstract class Drawable {
    public int getIntrinsicWidth() {
        return -1;
    }

    public int getIntrinsicHeight() {
        return -1;
    }

    /** @param tint what every colour is to be; 0 for its own */
    public abstract void paint(Graphics2D graphics, int width, int height, Set<Integer> state, int tint);
}
