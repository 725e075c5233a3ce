package android.os;

public final class Bundle extends BaseBundle implements Parcelable {
    public Bundle() { throw new RuntimeException("stub"); }
    public float getFloat(String key, float defaultValue) { throw new RuntimeException("stub"); }
    public void putFloat(String key, float value) { throw new RuntimeException("stub"); }
}
