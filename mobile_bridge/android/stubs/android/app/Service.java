package android.app;

import android.content.ContextWrapper;
import android.content.Intent;
import android.os.IBinder;

public abstract class Service extends ContextWrapper {
    public static final int START_NOT_STICKY = 2;
    public static final int STOP_FOREGROUND_REMOVE = 1;
    public Service() { super(null); }
    public void onCreate() { throw new RuntimeException("stub"); }
    public int onStartCommand(Intent intent, int flags, int startId) { throw new RuntimeException("stub"); }
    public void onDestroy() { throw new RuntimeException("stub"); }
    public abstract IBinder onBind(Intent intent);
    public boolean onUnbind(Intent intent) { throw new RuntimeException("stub"); }
    public void onRebind(Intent intent) { throw new RuntimeException("stub"); }
    public void onTaskRemoved(Intent rootIntent) { throw new RuntimeException("stub"); }
    public void onConfigurationChanged(android.content.res.Configuration newConfig)
            { throw new RuntimeException("stub"); }
    public final void stopSelf() { throw new RuntimeException("stub"); }
    public final void stopSelf(int startId) { throw new RuntimeException("stub"); }
    public final void startForeground(int id, Notification notification) { throw new RuntimeException("stub"); }
    public final void startForeground(int id, Notification notification,
            int foregroundServiceType) { throw new RuntimeException("stub"); }
    public final void stopForeground(boolean removeNotification) { throw new RuntimeException("stub"); }
    public final void stopForeground(int notificationBehavior) { throw new RuntimeException("stub"); }
}
