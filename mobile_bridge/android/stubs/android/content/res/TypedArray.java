package android.content.res;

public class TypedArray {
    public void recycle() { throw new RuntimeException("stub"); }
}
