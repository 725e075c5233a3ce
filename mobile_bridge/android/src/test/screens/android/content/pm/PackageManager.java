package android.content.pm;

/** Knows one app. */
public class PackageManager {
    public PackageInfo getPackageInfo(String name, int flags) throws NameNotFoundException {
        return new PackageInfo();
    }

    /** Never thrown. */
    public static class NameNotFoundException extends Exception {
    }
}
