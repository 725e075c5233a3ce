package io.github.lowlightcam.phone.app;

import android.Manifest;
import android.content.Context;
import android.content.Intent;
import android.content.IntentFilter;
import android.content.SharedPreferences;
import android.content.pm.PackageManager;
import android.net.wifi.WifiManager;
import android.os.BatteryManager;
import android.os.Build;
import android.os.PowerManager;
import android.os.SystemClock;
import io.github.lowlightcam.phone.core.HeatLevel;
import io.github.lowlightcam.phone.core.PhonePort;
import io.github.lowlightcam.phone.core.Settings;
import io.github.lowlightcam.phone.net.Identity;
import java.util.ArrayList;
import java.util.List;

/** The phone's permissions, battery, heat, locks and memory. On the main thread. */
final class Body implements PhonePort {
    private static final String IDENTITY = "identity";
    private static final String SETTINGS = "settings";
    /** The battery is not asked more often. */
    private static final long BATTERY_MS = 10000;
    /** Since Android 17. */
    private static final String LOCAL_NETWORK = "android.permission.ACCESS_LOCAL_NETWORK";

    private final Context context;
    private final SharedPreferences kept;
    private final PowerManager power;
    private final PowerManager.WakeLock wakeLock;
    private final List<WifiManager.WifiLock> wifiLocks = new ArrayList<WifiManager.WifiLock>();
    private final Headroom headroom;
    private float battery = Float.NaN;
    private boolean isCharging;
    private long askedMs;

    Body(Context context) {
        this.context = context;
        kept = context.getSharedPreferences("lowlight-cam", Context.MODE_PRIVATE);
        power = context.getSystemService(PowerManager.class);
        headroom = new Headroom(power);
        wakeLock = power.newWakeLock(PowerManager.PARTIAL_WAKE_LOCK, "lowlight-cam:camera");
        wakeLock.setReferenceCounted(false);
        WifiManager wifi = (WifiManager) context.getApplicationContext().getSystemService(Context.WIFI_SERVICE);
        hold(wifi, WifiManager.WIFI_MODE_FULL_HIGH_PERF); // with the screen off
        if (Build.VERSION.SDK_INT >= 29) hold(wifi, WifiManager.WIFI_MODE_FULL_LOW_LATENCY);
    }

    @Override
    public boolean mayUseCamera() {
        return isGranted(Manifest.permission.CAMERA);
    }

    @Override
    public boolean mayUseNetwork() {
        return Build.VERSION.SDK_INT < 37 || isGranted(LOCAL_NETWORK);
    }

    @Override
    public boolean tellsHeat() {
        return Build.VERSION.SDK_INT >= 29;
    }

    @Override
    public HeatLevel heat() {
        return Build.VERSION.SDK_INT >= 29 ? HeatLevel.of(Heat29.status(power)) : HeatLevel.NONE;
    }

    @Override
    public float headroom() {
        return headroom.value();
    }

    @Override
    public float battery() {
        askBattery();
        return battery;
    }

    @Override
    public boolean isCharging() {
        askBattery();
        return isCharging;
    }

    @Override
    public void keepAwake(boolean isAwake) {
        if (isAwake) wakeLock.acquire();
        else wakeLock.release();
        for (WifiManager.WifiLock each : wifiLocks) {
            if (isAwake) each.acquire();
            else each.release();
        }
    }

    @Override
    public Identity identity() {
        return Identity.parse(kept.getString(IDENTITY, ""));
    }

    @Override
    public void keep(Identity identity) {
        kept.edit().putString(IDENTITY, identity.toString()).apply();
    }

    @Override
    public Settings settings() {
        return Settings.fromJson(kept.getString(SETTINGS, ""));
    }

    @Override
    public void keep(Settings settings) {
        kept.edit().putString(SETTINGS, settings.toJson()).apply();
    }

    /** What the phone is called on the computer. */
    static String name() {
        return Build.MODEL.length() > 64 ? Build.MODEL.substring(0, 64) : Build.MODEL;
    }

    private void hold(WifiManager wifi, int mode) {
        WifiManager.WifiLock lock = wifi.createWifiLock(mode, "lowlight-cam");
        lock.setReferenceCounted(false);
        wifiLocks.add(lock);
    }

    private boolean isGranted(String permission) {
        return context.checkSelfPermission(permission) == PackageManager.PERMISSION_GRANTED;
    }

    private void askBattery() {
        long nowMs = SystemClock.elapsedRealtime();
        if (askedMs > 0 && nowMs - askedMs < BATTERY_MS) return;
        askedMs = nowMs;
        Intent told = context.registerReceiver(null, new IntentFilter(Intent.ACTION_BATTERY_CHANGED));
        if (told == null) return;
        int level = told.getIntExtra(BatteryManager.EXTRA_LEVEL, -1);
        int scale = told.getIntExtra(BatteryManager.EXTRA_SCALE, 0);
        battery = level >= 0 && scale > 0 ? (float) level / scale : Float.NaN;
        isCharging = told.getIntExtra(BatteryManager.EXTRA_PLUGGED, 0) != 0;
    }
}
