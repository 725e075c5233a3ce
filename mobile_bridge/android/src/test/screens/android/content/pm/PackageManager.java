package android.content.pm;

/** Knows one app. */
public class PackageManager {
    public static final int PERMISSION_GRANTED = 0;
    public static final int PERMISSION_DENIED = -1;

    public PackageInfo getPackageInfo(String name, int flags) throws NameNotFoundException {
        return new PackageInfo();
    }

    /** Never thrown. */
    public static class NameNotFoundException extends Exception {
    }
}
