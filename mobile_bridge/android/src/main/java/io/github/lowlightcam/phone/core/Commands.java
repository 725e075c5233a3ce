package io.github.lowlightcam.phone.core;

import io.github.lowlightcam.phone.net.Invitation;

/** What a person can have done. On the main thread only; listeners are called there too, if not said otherwise. */
public interface Commands {
    /** Told whenever there is something else to show: at once when it is added, then once a second and at changes. */
    interface Listener {
        void onSnapshot(Snapshot snapshot);
    }

    /** Given the camera's brightness, for the scanner of codes. */
    interface Scanner {
        /**
         * Called on a thread of the camera's, a few times a second.
         *
         * @param luminance one byte a pixel, rows without gaps, valid during the call only
         */
        void onPicture(byte[] luminance, int width, int height);
    }

    /** Told how the self-test goes. */
    interface TestListener {
        /** @param share of the work that is done, 0 to 1 */
        void onProgress(float share);

        /** @param report at most 64 KiB, to be read by people */
        void onReport(String report);
    }

    void addListener(Listener listener);

    void removeListener(Listener listener);

    /** The newest. */
    Snapshot snapshot();

    /** Pair with the computer of a code, in place of any that is known. */
    void pair(Invitation invitation);

    /** Unpair this phone. */
    void forget();

    void change(Settings settings);

    void torch(boolean isOn);

    /** Try at once what would be tried later, or not at all: camera, connection; and start again after stop. */
    void retry();

    /** Permissions may be other than they were: to be called when the activity comes to the front. */
    void permissionsChanged();

    /**
     * Show the picture, which fills the surface; so it should have the picture's aspect, see {@link Snapshot#width}.
     *
     * @param surface an android.view.Surface
     * @param width of the surface, in pixels
     */
    void showPreview(Object surface, int width, int height);

    /** Returns when the surface is no longer drawn to. */
    void hidePreview();

    /** Left of this place of the preview, 0 to 1 of its width, is the camera's own picture; 0: nowhere. */
    void split(float place);

    /** Give the rear camera's pictures to a scanner, in place of whatever the camera does; the preview shows them. */
    void scan(Scanner scanner);

    void stopScan();

    /** Test encoder, GPU and camera; the picture stops for that time. */
    void selfTest(TestListener listener);

    /** Send the self-test's report to the computer, as soon as there is a connection. */
    void sendReport(String report);

    /** Let go of everything and stay off until {@link #retry}. */
    void stop();
}
