package android.graphics;

public class Canvas {
    public Canvas() { throw new RuntimeException("stub"); }
    public void drawColor(int color) { throw new RuntimeException("stub"); }
    public void drawCircle(float cx, float cy, float radius, Paint paint) { throw new RuntimeException("stub"); }
    public void drawLine(float startX, float startY, float stopX, float stopY,
            Paint paint) { throw new RuntimeException("stub"); }
    public void drawPath(Path path, Paint paint) { throw new RuntimeException("stub"); }
    public void drawRect(float left, float top, float right, float bottom,
            Paint paint) { throw new RuntimeException("stub"); }
    public void drawRoundRect(RectF rect, float rx, float ry, Paint paint) { throw new RuntimeException("stub"); }
    public void drawText(String text, float x, float y, Paint paint) { throw new RuntimeException("stub"); }
    public int save() { throw new RuntimeException("stub"); }
    public void restore() { throw new RuntimeException("stub"); }
    public void translate(float dx, float dy) { throw new RuntimeException("stub"); }
    public void rotate(float degrees) { throw new RuntimeException("stub"); }
    public boolean clipRect(float left, float top, float right, float bottom) { throw new RuntimeException("stub"); }
}
