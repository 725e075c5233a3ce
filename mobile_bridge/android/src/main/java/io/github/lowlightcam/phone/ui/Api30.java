package io.github.lowlightcam.phone.ui;

import android.graphics.Insets;
import android.graphics.Rect;
import android.view.View;
import android.view.Window;
import android.view.WindowInsets;

/** What Android has since version 11. */
final class Api30 {
    private Api30() {
    }

    /** Lets the app draw below the system's bars. */
    static void drawBelowBars(Window window) {
        window.setDecorFitsSystemWindows(false);
    }

    /** What bars, cut-outs and the keyboard cover at each side, in pixels. */
    static Rect covered(WindowInsets insets) {
        Insets sides = insets.getInsets(
            WindowInsets.Type.systemBars() | WindowInsets.Type.displayCutout() | WindowInsets.Type.ime());
        return new Rect(sides.left, sides.top, sides.right, sides.bottom);
    }

    /** What a screen reader says of a control's value. */
    static void describe(View view, String value) {
        view.setStateDescription(value);
    }
}
