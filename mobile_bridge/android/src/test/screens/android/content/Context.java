package android.content;

import android.content.pm.PackageManager;
import android.content.res.Resources;
import android.graphics.drawable.Drawable;

/** Has resources and nothing else. */
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
}
