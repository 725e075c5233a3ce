package io.github.lowlightcam.phone.core;

/**
 * Keeps the phone below the heat at which it would throttle itself: size and rate go down early and step by step, and
 * come back one step at a time, each only when it has been cooler for a while.
 */
final class HeatGovernor {
    /**
     * What is allowed at each step: most pixels of a picture, most pictures a second. The last one: no camera at all.
     */
    private static final int[] MOST_PIXELS = {Integer.MAX_VALUE, 1280 * 720, 1280 * 720, 640 * 360, 640 * 360, 0};
    private static final int[] MOST_FPS = {240, 30, 24, 24, 15, 0};
    private static final int OFF = MOST_FPS.length - 1;
    /** At least this step at each level of heat, and at most that one. */
    private static final int[] FROM = {0, 1, 2, 4, OFF, OFF, OFF};
    private static final int[] UP_TO = {0, 1, 4, 4, OFF, OFF, OFF};
    /** Where a step has not helped for so long, the next one is taken. */
    private static final long HIGHER_MS = 60000;
    private static final long LOWER_MS = 90000;
    /** Share of the heat at which throttling is severe; Android forecasts it. */
    private static final float LIGHT_HEADROOM = 0.85f;
    private static final float MODERATE_HEADROOM = 0.95f;

    private HeatLevel level = HeatLevel.NONE;
    private int step;
    private long sinceMs;

    /**
     * The phone's word on its heat; to be repeated once a second.
     *
     * @param said its level
     * @param headroom forecast for the next seconds, 1 where severe throttling begins; NaN if not known
     * @param isSlow frames take longer than they did
     */
    void look(HeatLevel said, float headroom, boolean isSlow, long nowMs) {
        HeatLevel next = worse(said, foreseen(headroom, isSlow));
        int from = FROM[next.ordinal()];
        int upTo = UP_TO[next.ordinal()];
        if (next != level) sinceMs = nowMs;
        level = next;
        if (step < from) {
            take(from, nowMs);
        } else if (step > upTo && nowMs - sinceMs >= LOWER_MS) {
            take(step - 1, nowMs);
        } else if (step < upTo && nowMs - sinceMs >= HIGHER_MS) {
            take(step + 1, nowMs);
        }
    }

    boolean isOff() {
        return step == OFF;
    }

    /** Whether anything is limited. */
    boolean isLimiting() {
        return step > 0;
    }

    int mostPixels() {
        return MOST_PIXELS[step];
    }

    int mostFps() {
        return MOST_FPS[step];
    }

    HeatLevel level() {
        return level;
    }

    private void take(int next, long nowMs) {
        step = next;
        sinceMs = nowMs;
    }

    private static HeatLevel foreseen(float headroom, boolean isSlow) {
        if (headroom >= MODERATE_HEADROOM) return HeatLevel.MODERATE;
        return headroom >= LIGHT_HEADROOM || isSlow ? HeatLevel.LIGHT : HeatLevel.NONE;
    }

    private static HeatLevel worse(HeatLevel one, HeatLevel other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
