package android.graphics.drawable;

import android.content.Context;
import android.os.Parcelable;

public final class Icon implements Parcelable {
    public static Icon createWithResource(Context context, int resId) { throw new RuntimeException("stub"); }
}
