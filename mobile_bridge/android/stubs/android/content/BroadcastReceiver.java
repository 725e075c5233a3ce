package android.content;

public abstract class BroadcastReceiver {
    public BroadcastReceiver() { throw new RuntimeException("stub"); }
    public abstract void onReceive(Context context, Intent intent);
}
