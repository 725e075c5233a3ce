package android.os;

public class Handler {
    public static interface Callback {
        boolean handleMessage(Message msg);
    }
    public Handler(Looper looper) { throw new RuntimeException("stub"); }
    public Handler(Looper looper, Callback callback) { throw new RuntimeException("stub"); }
    public void handleMessage(Message msg) { throw new RuntimeException("stub"); }
    public final boolean post(Runnable r) { throw new RuntimeException("stub"); }
    public final boolean postDelayed(Runnable r, long delayMillis) { throw new RuntimeException("stub"); }
    public final void removeCallbacks(Runnable r) { throw new RuntimeException("stub"); }
    public final Looper getLooper() { throw new RuntimeException("stub"); }
}
