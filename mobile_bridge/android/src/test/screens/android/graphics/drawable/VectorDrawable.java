package android.graphics.drawable;

import android.content.res.Resources;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.io.File;
import java.util.Set;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Lines of a resource's. */
public final class VectorDrawable extends Drawable {
    private final Element root;
    private final float density;

    public VectorDrawable(File file, float density) {
        root = Resources.parse(file).getDocumentElement();
        this.density = density;
    }

    @Override
    public int getIntrinsicWidth() {
        return Math.round(number(root, "width") * density);
    }

    @Override
    public int getIntrinsicHeight() {
        return Math.round(number(root, "height") * density);
    }

    @Override
    public void paint(Graphics2D graphics, int width, int height, Set<Integer> state, int tint) {
        Graphics2D own = (Graphics2D) graphics.create();
        own.scale(width / number(root, "viewportWidth"), height / number(root, "viewportHeight"));
        NodeList paths = root.getElementsByTagName("path");
        for (int at = 0; at < paths.getLength(); at++) {
            Element path = (Element) paths.item(at);
            own.setStroke(new BasicStroke(number(path, "strokeWidth"), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            own.setColor(tint == 0 ? Color.WHITE : new Color(tint, true));
            own.draw(PathData.parse(path.getAttribute("android:pathData")));
        }
        own.dispose();
    }

    private static float number(Element element, String name) {
        return Float.parseFloat(element.getAttribute("android:" + name).replace("dp", ""));
    }
}
