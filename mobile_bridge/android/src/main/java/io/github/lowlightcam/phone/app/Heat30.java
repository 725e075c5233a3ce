package io.github.lowlightcam.phone.app;

import android.os.PowerManager;

/** How warm the phone will be, from Android 11 on. */
final class Heat30 {
    private Heat30() {}

    static float headroom(PowerManager power, int seconds) {
        return power.getThermalHeadroom(seconds);
    }
}
