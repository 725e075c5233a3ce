package io.github.lowlightcam.phone.app;

import android.os.PowerManager;

/** How warm the phone is, from Android 10 on. */
final class Heat29 {
    private Heat29() {}

    static int status(PowerManager power) {
        return power.getCurrentThermalStatus();
    }
}
