package io.github.lowlightcam.phone.core;

/** What draws and codes the pictures. Called on the main thread. */
public interface EncoderPort {
    /** Is answered on the main thread, but never from within a call. */
    interface Listener {
        /** It is ended already. */
        void onEncoderFailed(int turn, String words);

        /** The GPU was taken away, and with it what the camera draws into. */
        void onPictureLost();
    }

    /** Draw the camera's pictures so from now on. */
    void draw(PicturePlan plan);

    /**
     * Code and send them as well, beginning with a key frame; an encoder that runs is ended before.
     *
     * @param turn to be given with the answer
     * @param inSoftware whether to take Android's own encoder in place of the phone's
     */
    void start(int turn, PicturePlan plan, boolean inSoftware);

    /** Send no more; returns when nothing more is sent. One that has failed is ended already. */
    void stop();

    /** Make the next picture a key frame. */
    void key();

    /** The computer's word on what the link carries. */
    void cap(double bps);

    /** Once a second: what has been done. */
    Figures turn();
}
