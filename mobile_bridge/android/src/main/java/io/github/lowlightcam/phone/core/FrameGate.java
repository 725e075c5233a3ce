package io.github.lowlightcam.phone.core;

/** Lets no more pictures through than wanted: few cameras can give any rate that one likes. */
public final class FrameGate {
    /** A picture that comes by this part of an interval too early is let through: no camera is quite regular. */
    private static final double EARLY = 0.4;

    private double dueNs = Double.NEGATIVE_INFINITY;

    /**
     * Whether the picture is let through.
     *
     * @param takenNs when it was taken
     * @param fps pictures a second, at most
     */
    public boolean pass(long takenNs, int fps) {
        double intervalNs = 1e9 / fps;
        boolean isBackwards = takenNs < dueNs - 2 * intervalNs; // another camera, with another clock
        if (takenNs < dueNs - EARLY * intervalNs && !isBackwards) return false;
        boolean isInStep = Math.abs(takenNs - dueNs) < intervalNs;
        dueNs = (isInStep ? dueNs : takenNs) + intervalNs;
        return true;
    }
}
