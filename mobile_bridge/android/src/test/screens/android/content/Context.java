package android.content;

import android.content.pm.PackageManager;
import android.content.res.Resources;
import android.graphics.drawable.Drawable;

/** Has resources, and nothing else of use. */
public abstract class Context {
    private final Resources resources;

    public Context(Resources resources) {
        this.resources = resources;
    }

    public Resources getResources() {
        return resources;
    }

    public final Drawable getDrawable(int id) {
        return resources.getDrawable(id);
    }

    public PackageManager getPackageManager() {
        return new PackageManager();
    }

    public String getPackageName() {
        return "io.github.lowlightcam.phone";
    }

    public void startActivity(Intent intent) {
    }

    public ComponentName startService(Intent intent) {
        throw new IllegalStateException("is in the background");
    }

    public boolean bindService(Intent intent, ServiceConnection connection, int flags) {
        return false;
    }

    public void unbindService(ServiceConnection connection) {
    }

    public int checkSelfPermission(String permission) {
        return PackageManager.PERMISSION_DENIED;
    }
}
