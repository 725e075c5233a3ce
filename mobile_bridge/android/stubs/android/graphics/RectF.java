package android.graphics;

import android.os.Parcelable;

public class RectF implements Parcelable {
    public float left;
    public float top;
    public float right;
    public float bottom;
    public RectF() { throw new RuntimeException("stub"); }
    public RectF(float left, float top, float right, float bottom) { throw new RuntimeException("stub"); }
    public void set(float left, float top, float right, float bottom) { throw new RuntimeException("stub"); }
    public final float width() { throw new RuntimeException("stub"); }
    public final float height() { throw new RuntimeException("stub"); }
}
