package io.github.lowlightcam.phone.ui;

import android.graphics.Rect;
import android.view.View;
import android.view.Window;
import android.view.WindowInsets;

/** The app draws from edge to edge; what is to be read and touched keeps clear of what covers the edges. */
final class Edges {
    /** Told what is covered at each side, in pixels: at once and at changes. */
    interface Listener {
        void onCovered(Rect covered);
    }

    private Edges() {
    }

    static void drawBelowBars(Window window) {
        if (Api.isAtLeast(Api.R)) {
            Api30.drawBelowBars(window);
        } else {
            window.getDecorView().setSystemUiVisibility(View.SYSTEM_UI_FLAG_LAYOUT_STABLE
                | View.SYSTEM_UI_FLAG_LAYOUT_HIDE_NAVIGATION | View.SYSTEM_UI_FLAG_LAYOUT_FULLSCREEN);
        }
    }

    static void listen(View view, final Listener listener) {
        view.setOnApplyWindowInsetsListener(new View.OnApplyWindowInsetsListener() {
            @Override
            public WindowInsets onApplyWindowInsets(View from, WindowInsets insets) {
                listener.onCovered(Api.isAtLeast(Api.R) ? Api30.covered(insets) : covered(insets));
                return insets;
            }
        });
    }

    private static Rect covered(WindowInsets insets) {
        return new Rect(insets.getSystemWindowInsetLeft(), insets.getSystemWindowInsetTop(),
            insets.getSystemWindowInsetRight(), insets.getSystemWindowInsetBottom());
    }
}
