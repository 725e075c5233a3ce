package android.os;

public class Process {
    public static final int THREAD_PRIORITY_DEFAULT = 0;
    public static final int THREAD_PRIORITY_DISPLAY = -4;
    public static final int THREAD_PRIORITY_URGENT_DISPLAY = -8;
    public static final int THREAD_PRIORITY_VIDEO = -10;
    public static final int THREAD_PRIORITY_BACKGROUND = 10;
    public final static int myTid() { throw new RuntimeException("stub"); }
    public final static int myPid() { throw new RuntimeException("stub"); }
    public final static void setThreadPriority(int priority) { throw new RuntimeException("stub"); }
}
