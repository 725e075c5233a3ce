package android.content.pm;

public class ActivityInfo extends PackageItemInfo {
    public static final int SCREEN_ORIENTATION_UNSPECIFIED = -1;
    public static final int SCREEN_ORIENTATION_LOCKED = 14;
}
