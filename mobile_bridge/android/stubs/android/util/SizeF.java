package android.util;

public final class SizeF {
    public SizeF(float width, float height) { throw new RuntimeException("stub"); }
    public float getWidth() { throw new RuntimeException("stub"); }
    public float getHeight() { throw new RuntimeException("stub"); }
}
