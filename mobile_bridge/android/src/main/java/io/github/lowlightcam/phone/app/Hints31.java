package io.github.lowlightcam.phone.app;

import android.content.Context;
import android.os.PerformanceHintManager;
import android.os.Process;

/** As {@link Hints}, from Android 12 on; many phones give no session even then. */
final class Hints31 extends Hints {
    private static final long SECOND_NS = 1000000000L;
    private static final int USUAL_FPS = 30;

    private final PerformanceHintManager manager;
    private PerformanceHintManager.Session session;

    Hints31(Context context) {
        manager = context.getSystemService(PerformanceHintManager.class);
    }

    @Override
    void begin() {
        if (manager == null) return;
        session = manager.createHintSession(new int[] {Process.myTid()}, SECOND_NS / USUAL_FPS);
    }

    @Override
    void aim(int fps) {
        if (session != null && fps > 0) session.updateTargetWorkDuration(SECOND_NS / fps);
    }

    @Override
    void report(long tookNs) {
        if (session != null && tookNs > 0) session.reportActualWorkDuration(tookNs);
    }

    @Override
    void end() {
        if (session != null) session.close();
        session = null;
    }
}
