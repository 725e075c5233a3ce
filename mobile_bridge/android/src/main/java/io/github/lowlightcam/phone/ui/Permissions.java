package io.github.lowlightcam.phone.ui;

import android.Manifest;
import android.app.Activity;
import android.content.ActivityNotFoundException;
import android.content.Context;
import android.content.Intent;
import android.content.SharedPreferences;
import android.content.pm.PackageManager;
import android.net.Uri;
import android.provider.Settings;

/**
 * Asks for permissions. Android does not ask again what was refused twice, and does not tell so: then it sees no need
 * to explain, neither before it is asked nor after, and the app's page in the settings is opened. Main thread.
 */
final class Permissions {
    static final String CAMERA = Manifest.permission.CAMERA;
    static final String NETWORK = "android.permission.ACCESS_LOCAL_NETWORK";

    private static final int CODE = 1;
    private static final String ASKED_NOTIFICATIONS = "asked-notifications";

    private final Activity activity;
    private boolean wasExplained;

    Permissions(Activity activity) {
        this.activity = activity;
    }

    boolean has(String permission) {
        return activity.checkSelfPermission(permission) == PackageManager.PERMISSION_GRANTED;
    }

    void ask(String permission) {
        wasExplained = activity.shouldShowRequestPermissionRationale(permission);
        activity.requestPermissions(new String[] {permission}, CODE);
    }

    /** What was answered: the activity's onRequestPermissionsResult. True if it is granted. */
    boolean onResult(String[] permissions, int[] results) {
        if (permissions.length == 0) return false; // the question was taken away
        if (results[0] == PackageManager.PERMISSION_GRANTED) return true;
        boolean isOptional = permissions[0].equals(Api33.NOTIFICATIONS);
        boolean isFinal = !wasExplained && !activity.shouldShowRequestPermissionRationale(permissions[0]);
        if (isFinal && !isOptional) openSettings();
        return false;
    }

    /** True once: a notification is of use, but nothing depends on it. */
    boolean isTimeForNotifications() {
        if (!Api.isAtLeast(Api.TIRAMISU) || has(Api33.NOTIFICATIONS)) return false;
        SharedPreferences kept = activity.getPreferences(Context.MODE_PRIVATE);
        boolean isNew = !kept.getBoolean(ASKED_NOTIFICATIONS, false);
        if (isNew) kept.edit().putBoolean(ASKED_NOTIFICATIONS, true).apply();
        return isNew;
    }

    /** Where the camera is switched on for all apps, as near as Android has a page for it. */
    void openCameraAccess() {
        try {
            activity.startActivity(new Intent(Settings.ACTION_PRIVACY_SETTINGS));
        } catch (ActivityNotFoundException e) { // before Android 10
            activity.startActivity(new Intent(Settings.ACTION_SETTINGS));
        }
    }

    private void openSettings() {
        Uri app = Uri.fromParts("package", activity.getPackageName(), null);
        activity.startActivity(new Intent(Settings.ACTION_APPLICATION_DETAILS_SETTINGS, app));
    }
}
