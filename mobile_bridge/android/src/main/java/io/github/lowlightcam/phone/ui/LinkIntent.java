package io.github.lowlightcam.phone.ui;

import android.content.Intent;

/** A link that has opened the app, until it is taken. Main thread. */
final class LinkIntent {
    private String link = "";

    /** Keeps the intent's link, if it has one and does not come from the list of recent apps. */
    void keep(Intent intent) {
        boolean isOld = (intent.getFlags() & Intent.FLAG_ACTIVITY_LAUNCHED_FROM_HISTORY) != 0;
        if (Intent.ACTION_VIEW.equals(intent.getAction()) && !isOld) link = String.valueOf(intent.getDataString());
    }

    /** The link, once; '' for none. */
    String take() {
        String taken = link;
        link = "";
        return taken;
    }
}
