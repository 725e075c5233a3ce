package android.graphics;

public class Path {
    public void rewind() { throw new RuntimeException("stub"); }
    public Path() { throw new RuntimeException("stub"); }
    public void moveTo(float x, float y) { throw new RuntimeException("stub"); }
    public void lineTo(float x, float y) { throw new RuntimeException("stub"); }
    public void close() { throw new RuntimeException("stub"); }
    public void reset() { throw new RuntimeException("stub"); }
}
