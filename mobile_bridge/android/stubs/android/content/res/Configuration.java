package android.content.res;

import android.os.LocaleList;
import android.os.Parcelable;

public final class Configuration implements Parcelable {
    public static final int ORIENTATION_PORTRAIT = 1;
    public static final int ORIENTATION_LANDSCAPE = 2;
    public static final int UI_MODE_NIGHT_MASK = 0x30;
    public static final int UI_MODE_NIGHT_YES = 0x20;
    public int orientation;
    public float fontScale;
    public int uiMode;
    public int screenWidthDp;
    public int screenHeightDp;
    public Configuration() { throw new RuntimeException("stub"); }
    public LocaleList getLocales() { throw new RuntimeException("stub"); }
    public int getLayoutDirection() { throw new RuntimeException("stub"); }
}
