package io.github.lowlightcam.phone.gl;

/** Is the scene dark? Fades the enhancement in when it is, and out when it is not: web/engine/auto.js. */
final class AutoExposure {
    private static final double DARK_BELOW = 0.3;
    private static final double LIT_ABOVE = 0.38;
    private static final double HOLD_S = 1.0;
    private static final double FADE_S = 1.0;

    private boolean hasSeen;
    private boolean isDark;
    private double doubtS;
    private double faded;

    /** What there is of the enhancement, 0 to 1. */
    double amount() {
        return faded * faded * (3 - 2 * faded);
    }

    /**
     * Take a picture's brightness.
     *
     * @param brightness median luma, 0 to 1
     * @param elapsedS seconds since the last picture
     * @return the new amount, 0 to 1
     */
    double update(double brightness, double elapsedS) {
        double elapsed = Math.max(elapsedS, 0);
        if (!hasSeen) {
            hasSeen = true;
            isDark = brightness < DARK_BELOW;
            faded = isDark ? 1 : 0;
            return amount();
        }
        boolean isOtherwise = isDark ? brightness > LIT_ABOVE : brightness < DARK_BELOW;
        doubtS = Math.max(0, doubtS + (isOtherwise ? elapsed : -elapsed));
        if (doubtS >= HOLD_S) {
            isDark = !isDark;
            doubtS = 0;
        }
        double step = elapsed / FADE_S;
        faded = isDark ? Math.min(1, faded + step) : Math.max(0, faded - step);
        return amount();
    }
}
