package android.app;

import android.content.Context;
import android.content.Intent;
import android.os.Parcelable;

public final class PendingIntent implements Parcelable {
    public static final int FLAG_IMMUTABLE = 67108864;
    public static PendingIntent getActivity(Context context, int requestCode, Intent intent,
            int flags) { throw new RuntimeException("stub"); }
    public static PendingIntent getService(Context context, int requestCode, Intent intent,
            int flags) { throw new RuntimeException("stub"); }
}
