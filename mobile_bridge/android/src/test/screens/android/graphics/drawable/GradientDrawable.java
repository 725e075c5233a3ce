package android.graphics.drawable;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.RoundRectangle2D;
import java.util.Set;

/** A surface of one colour. */
public class GradientDrawable extends Drawable {
    private int color;
    private float radius;
    private int line;
    private int lineColor;
    private int ownWidth = -1;
    private int ownHeight = -1;

    public void setColor(int to) {
        color = to;
    }

    public void setCornerRadius(float to) {
        radius = to;
    }

    public void setStroke(int width, int to) {
        line = width;
        lineColor = to;
    }

    public void setSize(int width, int height) {
        ownWidth = width;
        ownHeight = height;
    }

    @Override
    public int getIntrinsicWidth() {
        return ownWidth;
    }

    @Override
    public int getIntrinsicHeight() {
        return ownHeight;
    }

    @Override
    public void paint(Graphics2D graphics, int width, int height, Set<Integer> state, int tint) {
        float round = Math.min(2 * radius, Math.min(width, height));
        RoundRectangle2D shape = new RoundRectangle2D.Float(0, 0, width, height, round, round);
        graphics.setColor(new Color(color, true));
        graphics.fill(shape);
        if (line == 0) return;
        graphics.setColor(new Color(lineColor, true));
        graphics.setStroke(new BasicStroke(line));
        graphics.draw(shape);
    }
}
