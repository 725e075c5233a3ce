package android.content;

import android.content.pm.PackageManager;
import android.graphics.drawable.Drawable;
import android.os.Looper;
import java.io.File;
import java.util.concurrent.Executor;

public abstract class Context {
    public static final int MODE_PRIVATE = 0;
    public static final int BIND_AUTO_CREATE = 1;
    public static final String WIFI_SERVICE = "wifi";
    public static final String NSD_SERVICE = "servicediscovery";
    public static final String CLIPBOARD_SERVICE = "clipboard";
    public abstract Context getApplicationContext();
    public abstract android.content.res.AssetManager getAssets();
    public abstract android.content.res.Resources getResources();
    public abstract android.content.res.Resources.Theme getTheme();
    public abstract ContentResolver getContentResolver();
    public abstract Looper getMainLooper();
    public abstract Executor getMainExecutor();
    public abstract String getPackageName();
    public abstract PackageManager getPackageManager();
    public abstract File getCacheDir();
    public abstract File getFilesDir();
    public abstract SharedPreferences getSharedPreferences(String name, int mode);
    public abstract Object getSystemService(String name);
    public final <T> T getSystemService(Class<T> serviceClass) { throw new RuntimeException("stub"); }
    public abstract int checkSelfPermission(String permission);
    public abstract void startActivity(Intent intent);
    public abstract ComponentName startService(Intent service);
    public abstract ComponentName startForegroundService(Intent service);
    public abstract boolean stopService(Intent service);
    public abstract boolean bindService(Intent service, ServiceConnection conn, int flags);
    public abstract void unbindService(ServiceConnection conn);
    public abstract Intent registerReceiver(BroadcastReceiver receiver, IntentFilter filter);
    public abstract Intent registerReceiver(BroadcastReceiver receiver, IntentFilter filter, int flags);
    public abstract void unregisterReceiver(BroadcastReceiver receiver);
    public final String getString(int resId) { throw new RuntimeException("stub"); }
    public final String getString(int resId, Object... formatArgs) { throw new RuntimeException("stub"); }
    public final CharSequence getText(int resId) { throw new RuntimeException("stub"); }
    public final Drawable getDrawable(int id) { throw new RuntimeException("stub"); }
}
