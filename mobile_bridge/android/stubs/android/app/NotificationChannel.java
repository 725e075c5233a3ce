package android.app;

import android.os.Parcelable;

public final class NotificationChannel implements Parcelable {
    public NotificationChannel(String id, CharSequence name, int importance) { throw new RuntimeException("stub"); }
    public void setShowBadge(boolean showBadge) { throw new RuntimeException("stub"); }
}
