package io.github.lowlightcam.phone.core;

/** Brings a camera's time of capture to the clock that the link uses, System.nanoTime. */
public final class FrameClock {
    /** No picture is on its way for longer. */
    private static final long OLDEST_NS = 2000000000L;

    private FrameClock() {}

    /**
     * The time of capture by System.nanoTime. Cameras count as that does, or go on counting while the phone sleeps;
     * one that does neither gets the time at which its picture came.
     *
     * @param takenNs the camera's time
     * @param nanoTime now, by System.nanoTime
     * @param elapsedNs now, by SystemClock.elapsedRealtimeNanos
     */
    public static long toNanoTime(long takenNs, long nanoTime, long elapsedNs) {
        long age = nanoTime - takenNs;
        long ageOfOther = elapsedNs - takenNs;
        if (age >= 0 && age < OLDEST_NS) return takenNs;
        return ageOfOther >= 0 && ageOfOther < OLDEST_NS ? nanoTime - ageOfOther : nanoTime;
    }
}
