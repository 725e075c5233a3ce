package android.graphics;

public class Outline {
    public void setRoundRect(int left, int top, int right, int bottom,
            float radius) { throw new RuntimeException("stub"); }
    public void setOval(int left, int top, int right, int bottom) { throw new RuntimeException("stub"); }
}
