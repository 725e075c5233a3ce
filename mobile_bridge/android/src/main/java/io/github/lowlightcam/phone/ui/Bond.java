package io.github.lowlightcam.phone.ui;

import android.app.Activity;
import android.content.ComponentName;
import android.content.Context;
import android.content.Intent;
import android.content.ServiceConnection;
import android.os.IBinder;
import io.github.lowlightcam.phone.app.CameraService;
import io.github.lowlightcam.phone.core.Commands;

/** The bond with the service, which goes on when the window has gone. Main thread. */
final class Bond implements ServiceConnection {
    /** Told that the service can be commanded. */
    interface Listener {
        void onBound(Commands commands);
    }

    private static final Commands NOBODY = new Nobody();

    private final Activity activity;
    private final Listener listener;
    private Commands commands = NOBODY;

    Bond(Activity activity, Listener listener) {
        this.activity = activity;
        this.listener = listener;
    }

    /** The service's; while it is not there they do nothing. */
    Commands commands() {
        return commands;
    }

    boolean isBound() {
        return commands != NOBODY;
    }

    void bind() {
        Intent service = new Intent(activity, CameraService.class);
        try {
            activity.startService(service); // so that it stays when nothing is bound to it
        } catch (IllegalStateException e) {
            // the screen is locked: it stays as long as this window is bound to it
        }
        activity.bindService(service, this, Context.BIND_AUTO_CREATE);
    }

    void unbind() {
        commands = NOBODY;
        activity.unbindService(this);
    }

    @Override
    public void onServiceConnected(ComponentName name, IBinder binder) {
        commands = (Commands) binder;
        listener.onBound(commands);
    }

    @Override
    public void onServiceDisconnected(ComponentName name) {
        commands = NOBODY;
    }
}
