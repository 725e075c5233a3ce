package android.content;

import android.content.pm.PackageManager;
import android.os.Looper;
import java.io.File;
import java.util.concurrent.Executor;

public class ContextWrapper extends Context {
    public ContextWrapper(Context base) { throw new RuntimeException("stub"); }
    public Context getApplicationContext() { throw new RuntimeException("stub"); }
    public android.content.res.AssetManager getAssets() { throw new RuntimeException("stub"); }
    public android.content.res.Resources getResources() { throw new RuntimeException("stub"); }
    public android.content.res.Resources.Theme getTheme() { throw new RuntimeException("stub"); }
    public ContentResolver getContentResolver() { throw new RuntimeException("stub"); }
    public Looper getMainLooper() { throw new RuntimeException("stub"); }
    public Executor getMainExecutor() { throw new RuntimeException("stub"); }
    public String getPackageName() { throw new RuntimeException("stub"); }
    public PackageManager getPackageManager() { throw new RuntimeException("stub"); }
    public File getCacheDir() { throw new RuntimeException("stub"); }
    public File getFilesDir() { throw new RuntimeException("stub"); }
    public SharedPreferences getSharedPreferences(String name, int mode) { throw new RuntimeException("stub"); }
    public Object getSystemService(String name) { throw new RuntimeException("stub"); }
    public int checkSelfPermission(String permission) { throw new RuntimeException("stub"); }
    public void startActivity(Intent intent) { throw new RuntimeException("stub"); }
    public ComponentName startService(Intent service) { throw new RuntimeException("stub"); }
    public ComponentName startForegroundService(Intent service) { throw new RuntimeException("stub"); }
    public boolean stopService(Intent service) { throw new RuntimeException("stub"); }
    public boolean bindService(Intent service, ServiceConnection conn,
            int flags) { throw new RuntimeException("stub"); }
    public void unbindService(ServiceConnection conn) { throw new RuntimeException("stub"); }
    public Intent registerReceiver(BroadcastReceiver receiver,
            IntentFilter filter) { throw new RuntimeException("stub"); }
    public Intent registerReceiver(BroadcastReceiver receiver, IntentFilter filter,
            int flags) { throw new RuntimeException("stub"); }
    public void unregisterReceiver(BroadcastReceiver receiver) { throw new RuntimeException("stub"); }
}
