package io.github.lowlightcam.phone.app;

import android.os.Build;

/** The chip's name, from Android 12 on. */
final class Chip31 {
    private Chip31() {}

    static String name() {
        return Build.SOC_MANUFACTURER + " " + Build.SOC_MODEL;
    }
}
