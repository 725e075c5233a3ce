package android.graphics;

import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;

/** Draws by Java 2D. */
public class Canvas {
    public final Graphics2D graphics;

    public Canvas(Graphics2D graphics) {
        this.graphics = graphics;
    }

    public void drawCircle(float x, float y, float radius, Paint paint) {
        paint.draw(graphics, new Ellipse2D.Float(x - radius, y - radius, 2 * radius, 2 * radius));
    }

    public void drawRect(float left, float top, float right, float bottom, Paint paint) {
        paint.draw(graphics, new Rectangle2D.Float(left, top, right - left, bottom - top));
    }

    public void drawRoundRect(RectF rect, float rx, float ry, Paint paint) {
        paint.draw(graphics, new RoundRectangle2D.Float(rect.left, rect.top, rect.right - rect.left,
            rect.bottom - rect.top, 2 * rx, 2 * ry));
    }

    public void drawPath(Path path, Paint paint) {
        paint.draw(graphics, path.shape);
    }
}
