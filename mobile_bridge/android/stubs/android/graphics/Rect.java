package android.graphics;

import android.os.Parcelable;

public final class Rect implements Parcelable {
    public int left;
    public int top;
    public int right;
    public int bottom;
    public Rect() { throw new RuntimeException("stub"); }
    public Rect(int left, int top, int right, int bottom) { throw new RuntimeException("stub"); }
    public Rect(Rect r) { throw new RuntimeException("stub"); }
    public int width() { throw new RuntimeException("stub"); }
    public int height() { throw new RuntimeException("stub"); }
    public boolean contains(int x, int y) { throw new RuntimeException("stub"); }
    public void set(int left, int top, int right, int bottom) { throw new RuntimeException("stub"); }
}
