package android.graphics;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;

/** A colour, for a surface or a line. */
public class Paint {
    public static final int ANTI_ALIAS_FLAG = 1;

    /** What is drawn of a shape. */
    public enum Style {
        FILL, STROKE, FILL_AND_STROKE
    }

    private int color = 0xff000000;
    private float width = 1;
    private Style style = Style.FILL;

    public Paint(int flags) {
    }

    public void setColor(int color) {
        this.color = color;
    }

    public void setStyle(Style style) {
        this.style = style;
    }

    public void setStrokeWidth(float width) {
        this.width = width;
    }

    void draw(Graphics2D graphics, Shape shape) {
        graphics.setColor(new Color(color, true));
        if (style == Style.FILL) {
            graphics.fill(shape);
        } else {
            graphics.setStroke(new BasicStroke(width));
            graphics.draw(shape);
        }
    }
}
