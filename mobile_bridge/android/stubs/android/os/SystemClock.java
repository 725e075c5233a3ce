package android.os;

public final class SystemClock {
    public static long elapsedRealtime() { throw new RuntimeException("stub"); }
    public static long elapsedRealtimeNanos() { throw new RuntimeException("stub"); }
    public static void sleep(long ms) { throw new RuntimeException("stub"); }
}
