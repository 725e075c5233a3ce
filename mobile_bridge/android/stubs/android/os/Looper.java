package android.os;

public final class Looper {
    public static Looper getMainLooper() { throw new RuntimeException("stub"); }
    public static Looper myLooper() { throw new RuntimeException("stub"); }
    public Thread getThread() { throw new RuntimeException("stub"); }
    public boolean isCurrentThread() { throw new RuntimeException("stub"); }
    public void quit() { throw new RuntimeException("stub"); }
    public void quitSafely() { throw new RuntimeException("stub"); }
}
