package io.github.lowlightcam.phone.gl;

/**
 * How noisy the camera is, as the quads of samples.frag tell of it from picture to picture: web/engine/noise.js.
 * Allocates once.
 */
final class NoiseLevel {
    /** Samples of a picture: so many in a row ... */
    static final int COLUMNS = 160;
    /** ... and so many rows. */
    static final int ROWS = 50;

    private static final int RUN = 5;
    private static final double FOLLOW = 0.15;
    private static final double FOLLOW_UP = 0.03;
    private static final int EVERY = 4;

    private final NoiseFit fit = new NoiseFit();
    private final int[] former = new int[COLUMNS * ROWS];
    private final Noise found = new Noise();
    private final Noise noise = new Noise();
    private boolean hasFormer;
    private boolean isKnown;
    private int pairsSeen;
    private int skip;
    private double sinceLight;
    private boolean sinceStill;

    NoiseLevel() {
        forget();
    }

    /** Take the next picture as the first. */
    void forget() {
        hasFormer = false;
        isKnown = false;
        pairsSeen = 0;
        skip = 0;
        sinceLight = 1;
        sinceStill = true;
    }

    /** Whether {@link #noise} is known yet. */
    boolean isKnown() {
        return isKnown;
    }

    /** The noise: this object's own. */
    Noise noise() {
        return noise;
    }

    /**
     * Look at a picture's samples, one word each, or at those of one in a few.
     *
     * @param light by what the codes were multiplied since the last picture
     * @param isStill whether nothing moved since
     */
    void update(int[] samples, double light, boolean isStill) {
        double lightSince = sinceLight * light;
        boolean stillSince = sinceStill && isStill;
        if (skip > 0) {
            skip -= 1;
            sinceLight = lightSince;
            sinceStill = stillSince;
            return;
        }
        sinceLight = 1;
        sinceStill = true;
        boolean isFound = hasFormer && count(samples, lightSince);
        System.arraycopy(samples, 0, former, 0, former.length);
        hasFormer = true;
        if (isFound) {
            follow(stillSince);
        }
    }

    /** Where the picture moves that looks like more noise, so only less is believed. */
    private void follow(boolean isStill) {
        if (!isKnown) {
            isKnown = true;
            noise.set(found);
            return;
        }
        boolean isLess = found.typical() < noise.typical();
        if (!isStill && !isLess) {
            return;
        }
        pairsSeen += isStill ? 1 : 0;
        skip = pairsSeen >= EVERY ? EVERY - 1 : 0;
        noise.approach(found, Math.max(isLess ? FOLLOW : FOLLOW_UP, 1.0 / Math.max(pairsSeen, 1)));
    }

    /** Count by how much quads differ from those of the picture before; whether that tells of the noise. */
    private boolean count(int[] samples, double light) {
        fit.clear();
        double five = 0;
        for (int at = 0; at < samples.length; at++) {
            int now = samples[at];
            int past = former[at];
            double was = light * (past >>> 20) / 4;
            double change = (now >>> 20) / 4.0 - was;
            fit.addLuma(was + change / 2, change);
            fit.addChroma((((now >>> 10) & 1023) - ((past >>> 10) & 1023)) / 4.0);
            fit.addChroma(((now & 1023) - (past & 1023)) / 4.0);
            five += change;
            if (at % RUN == RUN - 1) {
                fit.addFive(five);
                five = 0;
            }
        }
        return fit.fit(found);
    }
}
