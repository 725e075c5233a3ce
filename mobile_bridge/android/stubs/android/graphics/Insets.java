package android.graphics;

import android.os.Parcelable;

public final class Insets implements Parcelable {
    public int left;
    public int top;
    public int right;
    public int bottom;
}
