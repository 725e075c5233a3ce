package android.content.pm;

public abstract class PackageManager {
    public static final int PERMISSION_GRANTED = 0;
    public static final int PERMISSION_DENIED = -1;
    public abstract boolean hasSystemFeature(String name);
    public abstract PackageInfo getPackageInfo(String packageName, int flags) throws NameNotFoundException;
    public static class NameNotFoundException extends android.util.AndroidException {
        public NameNotFoundException() { throw new RuntimeException("stub"); }
    }
}
