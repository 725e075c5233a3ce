package io.github.lowlightcam.phone.app;

import android.os.Build;
import android.os.PowerManager;
import android.os.SystemClock;

/** Android's forecast of the heat. Asked more often than once in ten seconds it gives nothing. On the main thread. */
final class Headroom {
    private static final long EVERY_MS = 11000;
    private static final int AHEAD_S = 20;

    private final PowerManager power;
    private float value = Float.NaN;
    private long askedMs;

    Headroom(PowerManager power) {
        this.power = power;
    }

    /** 1 where severe throttling begins; NaN if not known. */
    float value() {
        long nowMs = SystemClock.elapsedRealtime();
        if (Build.VERSION.SDK_INT < 30 || askedMs > 0 && nowMs - askedMs < EVERY_MS) return value;
        askedMs = nowMs;
        value = Heat30.headroom(power, AHEAD_S);
        return value;
    }
}
