package android.os;

public class Process {
    public static final int THREAD_PRIORITY_DISPLAY = -4;
    public static final int THREAD_PRIORITY_URGENT_DISPLAY = -8;
    public final static int myTid() { throw new RuntimeException("stub"); }
}
