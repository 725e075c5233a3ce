package io.github.lowlightcam.phone.ui;

import android.os.Handler;
import android.os.Looper;
import io.github.lowlightcam.phone.core.Commands;
import io.github.lowlightcam.phone.net.Invitation;

/** Reads the camera's pictures, on its thread, until one has a code of LowLight Cam's. */
final class CodeWatch implements Commands.Scanner {
    /** Called on the main thread. */
    interface Listener {
        /** The first one that can be used; there is no other call after it. */
        void onInvitation(Invitation invitation);

        /** There is a code, but it cannot be used. */
        void onFault(Invitation.Fault fault);
    }

    private final QrReader reader = new QrReader();
    private final Handler main = new Handler(Looper.getMainLooper());
    private final Listener listener;
    private String last = "";
    private boolean isDone;

    CodeWatch(Listener listener) {
        this.listener = listener;
    }

    @Override
    public void onPicture(byte[] luminance, int width, int height) {
        if (isDone) return;
        String text = reader.read(luminance, width, width, height);
        if (text.isEmpty() || text.equals(last)) return;
        last = text;
        try {
            tell(Invitation.parse(text));
            isDone = true;
        } catch (Invitation.Unusable e) {
            tell(e.fault);
        }
    }

    private void tell(final Invitation invitation) {
        main.post(new Runnable() {
            @Override
            public void run() {
                listener.onInvitation(invitation);
            }
        });
    }

    private void tell(final Invitation.Fault fault) {
        main.post(new Runnable() {
            @Override
            public void run() {
                listener.onFault(fault);
            }
        });
    }
}
