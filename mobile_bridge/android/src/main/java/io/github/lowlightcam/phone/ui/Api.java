package io.github.lowlightcam.phone.ui;

import android.os.Build;

/** Which Android this is. What came after the oldest that the app runs on is in Api28, Api30 and Api33. */
final class Api {
    static final int P = 28;
    static final int R = 30;
    static final int TIRAMISU = 33;

    private Api() {
    }

    static boolean isAtLeast(int level) {
        return Build.VERSION.SDK_INT >= level;
    }
}
