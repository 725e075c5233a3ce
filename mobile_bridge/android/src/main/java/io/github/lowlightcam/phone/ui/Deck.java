package io.github.lowlightcam.phone.ui;

import android.app.Activity;
import android.view.View;
import android.widget.FrameLayout;

/** The window: the camera's screen, and at most one screen over it, which the gesture that goes back closes. */
final class Deck extends FrameLayout {
    private static final Object NOTHING = new Object();

    private final Activity activity;
    private final CameraScreen below;
    private final Runnable back;
    private Object taken = NOTHING;

    /** @param back closes what is open */
    Deck(Activity activity, CameraScreen below, Runnable back) {
        super(activity);
        this.activity = activity;
        this.below = below;
        this.back = back;
        addView(below);
    }

    /** Opens a screen in place of any that is open. */
    void open(View screen) {
        close();
        addView(screen);
        below.setImportantForAccessibility(IMPORTANT_FOR_ACCESSIBILITY_NO_HIDE_DESCENDANTS);
        requestApplyInsets();
        screen.requestFocus();
        watchBack();
    }

    void close() {
        if (isOpen()) removeViewAt(1);
        below.setImportantForAccessibility(IMPORTANT_FOR_ACCESSIBILITY_AUTO);
        watchBack();
    }

    boolean isOpen() {
        return getChildCount() > 1;
    }

    /** Goes back by one; false if nothing is open. */
    boolean goBack() {
        if (!isOpen() && !below.isSheetOpen()) return false;
        back.run();
        return true;
    }

    /** To be called when the sheet has opened or closed. */
    void watchBack() {
        if (!Api.isAtLeast(Api.TIRAMISU)) return;
        boolean isWanted = isOpen() || below.isSheetOpen();
        if (isWanted && taken == NOTHING) taken = Api33.takeBack(activity, back);
        if (!isWanted && taken != NOTHING) {
            Api33.giveBack(activity, taken);
            taken = NOTHING;
        }
    }
}
