package android.graphics;

public class Canvas {
    public Canvas() { throw new RuntimeException("stub"); }
    public void drawCircle(float cx, float cy, float radius, Paint paint) { throw new RuntimeException("stub"); }
    public void drawPath(Path path, Paint paint) { throw new RuntimeException("stub"); }
    public void drawRect(float left, float top, float right, float bottom,
            Paint paint) { throw new RuntimeException("stub"); }
    public void drawRoundRect(RectF rect, float rx, float ry, Paint paint) { throw new RuntimeException("stub"); }
    public void rotate(float degrees) { throw new RuntimeException("stub"); }
}
