package android.content.res;

import android.os.LocaleList;
import java.util.Locale;

/** Of a phone that reads from left to right. */
public final class Configuration {
    public static final int ORIENTATION_PORTRAIT = 1;
    public static final int ORIENTATION_LANDSCAPE = 2;

    public int orientation;
    public int screenWidthDp;
    public int screenHeightDp;
    public final float fontScale;
    private final Locale locale;

    public Configuration(int widthDp, int heightDp, float fontScale, Locale locale) {
        this.fontScale = fontScale;
        this.locale = locale;
        become(widthDp, heightDp);
    }

    /** For tests: the phone was turned. */
    public void turn() {
        become(screenHeightDp, screenWidthDp);
    }

    private void become(int widthDp, int heightDp) {
        orientation = widthDp > heightDp ? ORIENTATION_LANDSCAPE : ORIENTATION_PORTRAIT;
        screenWidthDp = widthDp;
        screenHeightDp = heightDp;
    }

    public LocaleList getLocales() {
        return new LocaleList(locale);
    }

    public int getLayoutDirection() {
        return 0;
    }
}
