package android.graphics.drawable;

import java.awt.geom.AffineTransform;
import java.awt.geom.Arc2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a path as SVG 1.1 writes it (8.3). Arcs are circles' and not turned. */
final class PathData {
    private static final Pattern TOKEN = Pattern.compile("[MmLlHhVvAaCcZz]|-?(\\d+\\.?\\d*|\\.\\d+)");

    private final Matcher tokens;
    private final Path2D.Double path = new Path2D.Double();
    private String token = "";
    private double x;
    private double y;

    private PathData(String text) {
        tokens = TOKEN.matcher(text);
        next();
    }

    static Path2D parse(String text) {
        PathData data = new PathData(text);
        char command = ' ';
        while (!data.token.isEmpty()) {
            if (Character.isLetter(data.token.charAt(0))) {
                command = data.token.charAt(0);
                data.next();
            } else if (command == 'M') {
                command = 'L';
            } else if (command == 'm') {
                command = 'l';
            }
            data.run(command);
        }
        return data.path;
    }

    private void run(char command) {
        boolean isRelative = Character.isLowerCase(command);
        double fromX = isRelative ? x : 0;
        double fromY = isRelative ? y : 0;
        switch (Character.toUpperCase(command)) {
            case 'M':
                x = fromX + number();
                y = fromY + number();
                path.moveTo(x, y);
                break;
            case 'L':
                x = fromX + number();
                y = fromY + number();
                path.lineTo(x, y);
                break;
            case 'H':
                x = fromX + number();
                path.lineTo(x, y);
                break;
            case 'V':
                y = fromY + number();
                path.lineTo(x, y);
                break;
            case 'C':
                path.curveTo(fromX + number(), fromY + number(), fromX + number(), fromY + number(),
                    x = fromX + number(), y = fromY + number());
                break;
            case 'A':
                arc(fromX, fromY);
                break;
            default:
                path.closePath();
                Point2D start = path.getCurrentPoint();
                x = start.getX();
                y = start.getY();
        }
    }

    private void arc(double fromX, double fromY) {
        double radius = number();
        number();
        number();
        boolean isLarge = number() > 0;
        boolean isSweep = number() > 0;
        double toX = fromX + number();
        double toY = fromY + number();
        double half = Math.hypot(toX - x, toY - y) / 2;
        double far = Math.sqrt(Math.max(0, radius * radius - half * half));
        double side = isLarge == isSweep ? -1 : 1;
        double cx = (x + toX) / 2 - side * far * (toY - y) / (2 * half);
        double cy = (y + toY) / 2 + side * far * (toX - x) / (2 * half);
        double begin = Math.toDegrees(Math.atan2(cy - y, x - cx));
        double end = Math.toDegrees(Math.atan2(cy - toY, toX - cx));
        double extent = end - begin;
        if (isSweep && extent > 0) extent -= 360;
        if (!isSweep && extent < 0) extent += 360;
        double r = Math.max(radius, half);
        path.append(new Arc2D.Double(cx - r, cy - r, 2 * r, 2 * r, begin, extent, Arc2D.OPEN)
            .getPathIterator(new AffineTransform()), true);
        x = toX;
        y = toY;
    }

    private double number() {
        double value = Double.parseDouble(token);
        next();
        return value;
    }

    private void next() {
        token = tokens.find() ? tokens.group() : "";
    }
}
