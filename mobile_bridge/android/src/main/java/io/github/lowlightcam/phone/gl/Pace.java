package io.github.lowlightcam.phone.gl;

/**
 * Watches how many frames are dropped, for one size of frames: web/engine/pace.js. Noise reduction is most of the
 * work at full resolution; a phone on which it costs frames does without.
 */
final class Pace {
    private static final int WINDOW = 60; // frames that are looked at together, two seconds
    private static final double MOST_DROPPED = 0.2;

    private int frames;
    private int dropped;
    private boolean isTooSlow;

    /** Whether noise reduction costs too many frames. It stays so: to try again would be seen each time. */
    boolean isTooSlow() {
        return isTooSlow;
    }

    /**
     * Take note of a frame.
     *
     * @param isDropped for the GPU was busy
     * @param isCalm noise reduction was at work on the last frame that was drawn
     */
    void update(boolean isDropped, boolean isCalm) {
        if (!isCalm) {
            restart();
            return;
        }
        frames += 1;
        dropped += isDropped ? 1 : 0;
        if (frames < WINDOW) {
            return;
        }
        isTooSlow = isTooSlow || dropped > MOST_DROPPED * WINDOW;
        restart();
    }

    private void restart() {
        frames = 0;
        dropped = 0;
    }
}
