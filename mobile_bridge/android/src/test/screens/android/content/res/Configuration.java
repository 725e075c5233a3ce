package android.content.res;

import android.os.LocaleList;
import java.util.Locale;

/** Of a phone that reads from left to right. */
public final class Configuration {
    public static final int ORIENTATION_PORTRAIT = 1;
    public static final int ORIENTATION_LANDSCAPE = 2;

    public final int orientation;
    public final int screenWidthDp;
    public final int screenHeightDp;
    public final float fontScale;
    private final Locale locale;

    public Configuration(int widthDp, int heightDp, float fontScale, Locale locale) {
        this.fontScale = fontScale;
        orientation = widthDp > heightDp ? ORIENTATION_LANDSCAPE : ORIENTATION_PORTRAIT;
        screenWidthDp = widthDp;
        screenHeightDp = heightDp;
        this.locale = locale;
    }

    public LocaleList getLocales() {
        return new LocaleList(locale);
    }

    public int getLayoutDirection() {
        return 0;
    }
}
