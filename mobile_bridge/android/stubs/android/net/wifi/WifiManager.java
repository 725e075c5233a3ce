package android.net.wifi;

public class WifiManager {
    public static final int WIFI_MODE_FULL_HIGH_PERF = 3;
    public static final int WIFI_MODE_FULL_LOW_LATENCY = 4;
    public WifiLock createWifiLock(int lockType, String tag) { throw new RuntimeException("stub"); }
    public MulticastLock createMulticastLock(String tag) { throw new RuntimeException("stub"); }
    public class WifiLock {
        public void acquire() { throw new RuntimeException("stub"); }
        public void release() { throw new RuntimeException("stub"); }
        public boolean isHeld() { throw new RuntimeException("stub"); }
        public void setReferenceCounted(boolean refCounted) { throw new RuntimeException("stub"); }
    }
    public class MulticastLock {
        public void acquire() { throw new RuntimeException("stub"); }
        public void release() { throw new RuntimeException("stub"); }
        public boolean isHeld() { throw new RuntimeException("stub"); }
        public void setReferenceCounted(boolean refCounted) { throw new RuntimeException("stub"); }
    }
}
