package android.os;

public abstract class BaseBundle {
    public int getInt(String key) { throw new RuntimeException("stub"); }
    public int getInt(String key, int defaultValue) { throw new RuntimeException("stub"); }
    public String getString(String key) { throw new RuntimeException("stub"); }
    public String getString(String key, String defaultValue) { throw new RuntimeException("stub"); }
    public boolean getBoolean(String key, boolean defaultValue) { throw new RuntimeException("stub"); }
    public boolean containsKey(String key) { throw new RuntimeException("stub"); }
    public void putInt(String key, int value) { throw new RuntimeException("stub"); }
    public void putString(String key, String value) { throw new RuntimeException("stub"); }
    public void putBoolean(String key, boolean value) { throw new RuntimeException("stub"); }
}
