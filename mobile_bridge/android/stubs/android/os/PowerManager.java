package android.os;

public final class PowerManager {
    public static final int PARTIAL_WAKE_LOCK = 1;
    public WakeLock newWakeLock(int levelAndFlags, String tag) { throw new RuntimeException("stub"); }
    public int getCurrentThermalStatus() { throw new RuntimeException("stub"); }
    public float getThermalHeadroom(int forecastSeconds) { throw new RuntimeException("stub"); }
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
