package android.os;

import java.util.concurrent.Executor;

public final class PowerManager {
    public static final int PARTIAL_WAKE_LOCK = 1;
    public static final int THERMAL_STATUS_NONE = 0;
    public static final int THERMAL_STATUS_LIGHT = 1;
    public static final int THERMAL_STATUS_MODERATE = 2;
    public static final int THERMAL_STATUS_SEVERE = 3;
    public static final int THERMAL_STATUS_CRITICAL = 4;
    public static final int THERMAL_STATUS_EMERGENCY = 5;
    public static final int THERMAL_STATUS_SHUTDOWN = 6;
    public WakeLock newWakeLock(int levelAndFlags, String tag) { throw new RuntimeException("stub"); }
    public boolean isPowerSaveMode() { throw new RuntimeException("stub"); }
    public boolean isIgnoringBatteryOptimizations(String packageName) { throw new RuntimeException("stub"); }
    public boolean isInteractive() { throw new RuntimeException("stub"); }
    public int getCurrentThermalStatus() { throw new RuntimeException("stub"); }
    public float getThermalHeadroom(int forecastSeconds) { throw new RuntimeException("stub"); }
    public void addThermalStatusListener(OnThermalStatusChangedListener listener)
            { throw new RuntimeException("stub"); }
    public void addThermalStatusListener(Executor executor,
            OnThermalStatusChangedListener listener) { throw new RuntimeException("stub"); }
    public void removeThermalStatusListener(OnThermalStatusChangedListener listener)
            { throw new RuntimeException("stub"); }
    public static interface OnThermalStatusChangedListener {
        void onThermalStatusChanged(int status);
    }
    public final class WakeLock {
        public void acquire() { throw new RuntimeException("stub"); }
        public void acquire(long timeout) { throw new RuntimeException("stub"); }
        public void release() { throw new RuntimeException("stub"); }
        public boolean isHeld() { throw new RuntimeException("stub"); }
        public void setReferenceCounted(boolean value) { throw new RuntimeException("stub"); }
    }
}
