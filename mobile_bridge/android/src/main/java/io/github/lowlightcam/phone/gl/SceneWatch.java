package io.github.lowlightcam.phone.gl;

import java.util.Arrays;

/**
 * What has happened between two small pictures: whether the light has changed, and whether something moved. Compares
 * each with the two before: web/engine/change.js. Works for pictures of one size; allocates once.
 */
final class SceneWatch {
    private static final double LEAST_CHANGE = 0.004;
    private static final double MOST_CHANGE = 1.6;
    private static final double INLIER_CODES = 4.0;
    private static final double STILL_SHARE = 0.9;
    private static final double STILL_GROWTH = 1.08;
    private static final double STILL_CODES = 3.0;
    private static final double ROUNDING = 0.02;
    private static final int DARKEST = 4;

    private static final int RATIO_STEPS = 256;
    private static final int MOST_RATIO = 4;
    private static final int CODE_STEPS = 16;
    private static final int MOST_CODES = 256;

    private final int width;
    private final int height;
    private final int[] ratios = new int[RATIO_STEPS * MOST_RATIO + 1];
    private final int[] counts = new int[CODE_STEPS * MOST_CODES];
    private final double[] sums = new double[CODE_STEPS * MOST_CODES];
    private float[] now;
    private float[] one;
    private float[] two;
    private int seen;
    private double light = 1;
    private boolean isStill;

    SceneWatch(int width, int height) {
        this.width = width;
        this.height = height;
        int length = ((width + 1) / 2) * ((height + 1) / 2);
        now = new float[length];
        one = new float[length];
        two = new float[length];
    }

    /** Take the next picture as the first. */
    void forget() {
        seen = 0;
    }

    /** Codes are as many times brighter as in the last picture; 1 if the light is the same. */
    double light() {
        return light;
    }

    /** Whether all but the light stood still. */
    boolean isStill() {
        return isStill;
    }

    /** Take a picture, RGBA bytes; what changed is in {@link #light} and {@link #isStill}. */
    void update(byte[] small) {
        everyOther(small);
        light = seen > 0 ? limited(lightBetween(one, now)) : 1;
        isStill = false;
        if (seen > 0) {
            scale(one);
        }
        if (seen > 1) {
            scale(two);
            double near = leastDifference(now, one);
            double far = leastDifference(now, two);
            isStill = near < STILL_CODES && far <= STILL_GROWTH * near + ROUNDING;
        }
        float[] free = two;
        two = one;
        one = now;
        now = free;
        seen = Math.min(seen + 1, 2);
    }

    private void scale(float[] codes) {
        for (int at = 0; at < codes.length; at++) {
            codes[at] = (float) (light * codes[at]);
        }
    }

    private static double limited(double light) {
        boolean isOne = Math.abs(light - 1) < LEAST_CHANGE || light < 1 / MOST_CHANGE || light > MOST_CHANGE;
        return isOne ? 1 : light;
    }

    /** Every other pixel of green, which is most of luma, tells as much. */
    private void everyOther(byte[] small) {
        int columns = (width + 1) / 2;
        for (int y = 0; 2 * y < height; y++) {
            for (int x = 0; x < columns; x++) {
                now[y * columns + x] = small[4 * (2 * y * width + 2 * x) + 1] & 255;
            }
        }
    }

    /** By what factor the codes have changed where nothing moved; 1 if too few say so. */
    private double lightBetween(float[] before, float[] after) {
        Arrays.fill(ratios, 0);
        int all = 0;
        for (int at = 0; at < before.length; at++) {
            double code = before[at];
            if (code < DARKEST) {
                continue;
            }
            int step = (int) Math.min(Math.floor(RATIO_STEPS * after[at] / code + 0.5), ratios.length - 1);
            ratios[step] += 1;
            all += 1;
        }
        if (all < Math.max(1, before.length / 8)) {
            return 1;
        }
        double ratio = median(ratios, all) / (double) RATIO_STEPS;
        double sumBefore = 0;
        double sumAfter = 0;
        for (int at = 0; at < before.length; at++) {
            double code = before[at];
            if (code < DARKEST || Math.abs(after[at] - ratio * code) > INLIER_CODES) {
                continue;
            }
            sumBefore += code;
            sumAfter += after[at];
        }
        return sumBefore > 0 ? sumAfter / sumBefore : 1;
    }

    /** Mean difference of those pixels of two pictures that differ least. */
    private double leastDifference(float[] some, float[] others) {
        Arrays.fill(counts, 0);
        Arrays.fill(sums, 0);
        for (int at = 0; at < some.length; at++) {
            double difference = Math.abs((double) some[at] - others[at]);
            int step = (int) Math.min(CODE_STEPS * difference, counts.length - 1);
            counts[step] += 1;
            sums[step] += difference;
        }
        int kept = Math.max(1, (int) (STILL_SHARE * some.length));
        double total = 0;
        int left = kept;
        for (int step = 0; left > 0 && step < counts.length; step++) {
            int taken = Math.min(counts[step], left);
            if (taken > 0) {
                total += sums[step] * taken / counts[step];
            }
            left -= taken;
        }
        return total / kept;
    }

    private static int median(int[] counts, int all) {
        int middle = 0;
        for (int below = counts[0]; 2 * below < all; below += counts[middle]) {
            middle += 1;
        }
        return middle;
    }
}
