package io.github.lowlightcam.phone.app;

import android.app.Notification;
import android.app.NotificationManager;
import android.app.PendingIntent;
import android.app.Service;
import android.content.Intent;
import android.graphics.drawable.Icon;
import android.os.Build;
import io.github.lowlightcam.phone.R;
import io.github.lowlightcam.phone.core.Snapshot;
import io.github.lowlightcam.phone.core.State;
import io.github.lowlightcam.phone.ui.Face;
import io.github.lowlightcam.phone.ui.MainActivity;
import io.github.lowlightcam.phone.ui.Word;
import io.github.lowlightcam.phone.ui.Words;

/** The notification with which the service goes on, and may use the camera, while the app is not in front. */
final class Notice {
    static final String CHANNEL = "camera";

    private static final int ID = 1;

    private final Service service;
    private final NotificationManager manager;
    private final Words words;
    private String shown = "";

    Notice(Service service) {
        this.service = service;
        manager = service.getSystemService(NotificationManager.class);
        words = new Words(service);
        if (Build.VERSION.SDK_INT >= 26) Channel26.make(manager, words.say(Word.CHANNEL));
    }

    /** Whether the app has anything to do in this state, so that it has to go on. */
    static boolean isNeeded(State state) {
        switch (state) {
            case STOPPED:
            case UNPAIRED:
            case CODE_USED:
            case FORGOTTEN:
            case OTHER_CERTIFICATE:
            case EXPIRED_CERTIFICATE:
            case REPLACED:
            case OUTDATED:
            case REFUSED:
            case NO_CAMERA_PERMISSION:
                return false;
            default:
                return true;
        }
    }

    /**
     * Let the service go on by it.
     *
     * @return false if Android does not allow that now, as the app is not in front
     */
    boolean begin(Snapshot now) {
        try {
            if (Build.VERSION.SDK_INT >= 30) Front30.begin(service, ID, made(now));
            else service.startForeground(ID, made(now));
        } catch (IllegalStateException | SecurityException e) {
            return false;
        }
        shown = text(now);
        return true;
    }

    void show(Snapshot now) {
        if (text(now).equals(shown)) return;
        shown = text(now);
        manager.notify(ID, made(now));
    }

    void end() {
        service.stopForeground(Service.STOP_FOREGROUND_REMOVE);
    }

    private String text(Snapshot now) {
        return words.say(Face.headline(now.state));
    }

    private Notification made(Snapshot now) {
        Intent open = new Intent(service, MainActivity.class);
        Intent stop = new Intent(service, CameraService.class).setAction(CameraService.STOP);
        PendingIntent opening = PendingIntent.getActivity(service, 0, open, PendingIntent.FLAG_IMMUTABLE);
        PendingIntent stopping = PendingIntent.getService(service, 0, stop, PendingIntent.FLAG_IMMUTABLE);
        Icon icon = Icon.createWithResource(service, R.drawable.notification);
        return (Build.VERSION.SDK_INT >= 26 ? Channel26.builder(service) : older())
            .setSmallIcon(R.drawable.notification)
            .setContentTitle(words.say(Word.APP_NAME))
            .setContentText(text(now))
            .setContentIntent(opening)
            .setOngoing(true)
            .setShowWhen(false)
            .setVisibility(Notification.VISIBILITY_PUBLIC)
            .setCategory(Notification.CATEGORY_SERVICE)
            .addAction(new Notification.Action.Builder(icon, words.say(Word.STOP), stopping).build())
            .build();
    }

    /** Before Android 8 there are no channels. */
    private Notification.Builder older() {
        return new Notification.Builder(service).setPriority(Notification.PRIORITY_LOW);
    }
}
