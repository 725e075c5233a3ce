package android.graphics;

/** Four sides. */
public class RectF {
    public float left;
    public float top;
    public float right;
    public float bottom;

    public void set(float toLeft, float toTop, float toRight, float toBottom) {
        left = toLeft;
        top = toTop;
        right = toRight;
        bottom = toBottom;
    }
}
