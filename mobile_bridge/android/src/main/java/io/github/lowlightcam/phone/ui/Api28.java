package io.github.lowlightcam.phone.ui;

import android.view.View;

/** What Android has since version 9. */
final class Api28 {
    private Api28() {
    }

    /** Lets a screen reader go from heading to heading. */
    static void heading(View view) {
        view.setAccessibilityHeading(true);
    }

    /** Lets a screen reader say what has opened. */
    static void pane(View view, String title) {
        view.setAccessibilityPaneTitle(title);
    }
}
