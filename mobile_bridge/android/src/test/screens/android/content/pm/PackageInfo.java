package android.content.pm;

/** Of some version. */
public class PackageInfo {
    public String versionName = "1.0";
}
