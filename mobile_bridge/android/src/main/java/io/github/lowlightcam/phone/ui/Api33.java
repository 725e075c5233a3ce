package io.github.lowlightcam.phone.ui;

import android.app.Activity;
import android.window.OnBackInvokedCallback;
import android.window.OnBackInvokedDispatcher;

/** What Android has since version 13. */
final class Api33 {
    static final String NOTIFICATIONS = "android.permission.POST_NOTIFICATIONS";

    private Api33() {
    }

    /**
     * Takes the gesture that goes back while something is open; the system has it otherwise, to show where it leads.
     *
     * @return what takes it, for {@link #giveBack}
     */
    static Object takeBack(Activity activity, final Runnable back) {
        OnBackInvokedCallback callback = new OnBackInvokedCallback() {
            @Override
            public void onBackInvoked() {
                back.run();
            }
        };
        activity.getOnBackInvokedDispatcher()
            .registerOnBackInvokedCallback(OnBackInvokedDispatcher.PRIORITY_DEFAULT, callback);
        return callback;
    }

    static void giveBack(Activity activity, Object taken) {
        activity.getOnBackInvokedDispatcher().unregisterOnBackInvokedCallback((OnBackInvokedCallback) taken);
    }
}
