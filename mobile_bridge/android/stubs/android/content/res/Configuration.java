package android.content.res;

import android.os.LocaleList;
import android.os.Parcelable;

public final class Configuration implements Parcelable {
    public static final int ORIENTATION_PORTRAIT = 1;
    public static final int ORIENTATION_LANDSCAPE = 2;
    public int orientation;
    public float fontScale;
    public int screenWidthDp;
    public int screenHeightDp;
    public Configuration() { throw new RuntimeException("stub"); }
    public LocaleList getLocales() { throw new RuntimeException("stub"); }
    public int getLayoutDirection() { throw new RuntimeException("stub"); }
}
