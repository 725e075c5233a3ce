package io.github.lowlightcam.phone.core;

/** Whether the phone slows itself down, from what its frames take (as web/app/body.js); for phones that do not tell. */
final class Slowness {
    /** A frame that takes so much longer than at first is a phone that slows itself down. */
    private static final float SLOW = 1.5f;
    private static final float SLOW_MS = 8;
    private static final int AFTER_S = 30;
    private static final float FORGET = 1.002f;

    private float usualMs;
    private int slowS;

    boolean isSlow() {
        return slowS > AFTER_S;
    }

    /**
     * Once a second.
     *
     * @param frameMs what a frame has taken; NaN if there was none
     */
    void look(float frameMs) {
        if (!(frameMs > 0)) return;
        usualMs = usualMs > 0 ? Math.min(usualMs * FORGET, Math.max(frameMs, 1)) : frameMs;
        slowS = frameMs > SLOW * usualMs && frameMs > SLOW_MS ? slowS + 1 : 0;
    }

    /** Frames of another size or rate take another time. */
    void restart() {
        usualMs = 0;
        slowS = 0;
    }
}
