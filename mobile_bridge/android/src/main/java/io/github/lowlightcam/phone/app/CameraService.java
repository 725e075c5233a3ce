package io.github.lowlightcam.phone.app;

import android.app.Service;
import android.content.Intent;
import android.os.IBinder;
import io.github.lowlightcam.phone.core.Commands;
import io.github.lowlightcam.phone.core.Machine;
import io.github.lowlightcam.phone.core.Snapshot;
import io.github.lowlightcam.phone.core.State;

/**
 * Goes on when the app's window has gone and the screen is off: with a notification, as Android wants it. The binder
 * is a {@link Commands}.
 */
public final class CameraService extends Service implements Machine.Listener {
    static final String STOP = "io.github.lowlightcam.phone.STOP";

    private Station station;
    private Notice notice;
    private boolean isInFront;

    @Override
    public void onCreate() {
        super.onCreate();
        notice = new Notice(this);
        station = new Station(this, this);
    }

    @Override
    public int onStartCommand(Intent intent, int flags, int startId) {
        if (intent != null && STOP.equals(intent.getAction())) station.stop();
        return START_NOT_STICKY; // Android lets nobody begin with the camera in the background
    }

    @Override
    public IBinder onBind(Intent intent) {
        return station;
    }

    @Override
    public boolean onUnbind(Intent intent) {
        if (!isInFront) stopSelf();
        return true; // tell of the next one with onRebind
    }

    /** The app was wiped away: it goes on if somebody watches. */
    @Override
    public void onTaskRemoved(Intent intent) {
        if (station.snapshot().state != State.LIVE) station.stop();
    }

    @Override
    public void onDestroy() {
        station.close();
        super.onDestroy();
    }

    @Override
    public void onSnapshot(Snapshot now) {
        if (Notice.isNeeded(now.state)) {
            if (isInFront) notice.show(now);
            else isInFront = notice.begin(now);
        } else if (isInFront) {
            isInFront = false;
            notice.end();
            if (now.state == State.STOPPED) stopSelf();
        }
    }
}
