package android.os;

import java.io.Closeable;

public final class PerformanceHintManager {
    public Session createHintSession(int[] tids,
            long initialTargetWorkDurationNanos) { throw new RuntimeException("stub"); }
    public static class Session implements Closeable {
        public void close() { throw new RuntimeException("stub"); }
        public void reportActualWorkDuration(long actualDurationNanos) { throw new RuntimeException("stub"); }
        public void updateTargetWorkDuration(long targetDurationNanos) { throw new RuntimeException("stub"); }
    }
}
