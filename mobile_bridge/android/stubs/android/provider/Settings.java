package android.provider;

import android.content.ContentResolver;

public final class Settings {
    public static final String ACTION_SETTINGS = "android.settings.SETTINGS";
    public static final String ACTION_PRIVACY_SETTINGS = "android.settings.PRIVACY_SETTINGS";
    public static final String ACTION_APPLICATION_DETAILS_SETTINGS = "android.settings.APPLICATION_DETAILS_SETTINGS";
    public static final class Global {
        public static String getString(ContentResolver resolver, String name) { throw new RuntimeException("stub"); }
        public static float getFloat(ContentResolver cr, String name, float def) { throw new RuntimeException("stub"); }
    }
}
