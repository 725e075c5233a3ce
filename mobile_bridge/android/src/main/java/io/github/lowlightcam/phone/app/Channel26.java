package io.github.lowlightcam.phone.app;

import android.app.Notification;
import android.app.NotificationChannel;
import android.app.NotificationManager;
import android.content.Context;

/** Notifications from Android 8 on, which belong to a channel. */
final class Channel26 {
    private Channel26() {}

    static void make(NotificationManager manager, String name) {
        NotificationChannel channel =
            new NotificationChannel(Notice.CHANNEL, name, NotificationManager.IMPORTANCE_LOW);
        channel.setShowBadge(false);
        manager.createNotificationChannel(channel);
    }

    static Notification.Builder builder(Context context) {
        return new Notification.Builder(context, Notice.CHANNEL);
    }
}
