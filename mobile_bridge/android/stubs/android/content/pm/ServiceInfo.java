package android.content.pm;

public class ServiceInfo extends PackageItemInfo {
    public static final int FOREGROUND_SERVICE_TYPE_CAMERA = 64;
}
