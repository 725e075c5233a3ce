package android.app;

import android.content.Context;
import android.os.Parcelable;

public class Notification implements Parcelable {
    public static final int PRIORITY_LOW = -1;
    public static final int VISIBILITY_PUBLIC = 1;
    public static final String CATEGORY_SERVICE = "service";
    public static class Action implements Parcelable {
        public static class Builder {
            public Builder(android.graphics.drawable.Icon icon, CharSequence title,
                    PendingIntent intent) { throw new RuntimeException("stub"); }
            public Action build() { throw new RuntimeException("stub"); }
        }
    }
    public static class Builder {
        public Builder(Context context) { throw new RuntimeException("stub"); }
        public Builder(Context context, String channelId) { throw new RuntimeException("stub"); }
        public Builder setSmallIcon(int icon) { throw new RuntimeException("stub"); }
        public Builder setContentTitle(CharSequence title) { throw new RuntimeException("stub"); }
        public Builder setContentText(CharSequence text) { throw new RuntimeException("stub"); }
        public Builder setContentIntent(PendingIntent intent) { throw new RuntimeException("stub"); }
        public Builder setOngoing(boolean ongoing) { throw new RuntimeException("stub"); }
        public Builder setShowWhen(boolean show) { throw new RuntimeException("stub"); }
        public Builder setPriority(int pri) { throw new RuntimeException("stub"); }
        public Builder setCategory(String category) { throw new RuntimeException("stub"); }
        public Builder setColor(int argb) { throw new RuntimeException("stub"); }
        public Builder setVisibility(int visibility) { throw new RuntimeException("stub"); }
        public Builder addAction(Action action) { throw new RuntimeException("stub"); }
        public Notification build() { throw new RuntimeException("stub"); }
    }
}
