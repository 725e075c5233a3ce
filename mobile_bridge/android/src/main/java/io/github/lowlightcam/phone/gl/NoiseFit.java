package io.github.lowlightcam.phone.gl;

import java.util.Arrays;

/**
 * What counted differences between two pictures tell of the noise: {@code fitNoise} of web/engine/noise.js. Medians,
 * as what moves is no noise. Allocates once.
 */
final class NoiseFit {
    private static final int LEVELS = 32;
    private static final int LEVEL_CODES = 8;
    private static final int STEPS = 64;
    private static final int ALL = LEVELS;
    private static final int FIVES = LEVELS + 1;
    private static final int CHROMA = LEVELS + 2;
    private static final int FEWEST = 200;
    private static final double GAUSS_MEDIAN = 0.6745;
    private static final double MANY_CHROMA = 1.7;
    private static final double LEAST_LIKENESS = 0.05;
    private static final double MOST_LIKENESS = 0.3;
    private static final double LEAST_SIGMA = 0.5;

    private final double[] counts = new double[(LEVELS + 3) * STEPS];
    private final double[] totals = new double[LEVELS];
    private final double[] sigmas = new double[LEVELS];

    void clear() {
        Arrays.fill(counts, 0);
    }

    /**
     * A quad's sum of four lumas has changed.
     *
     * @param sum mean of both pictures' sums: noise that made one alone brighter would choose its own level
     */
    void addLuma(double sum, double change) {
        int level = (int) Math.floor(sum / (4 * LEVEL_CODES));
        add(Math.min(level, LEVELS - 1), change);
        add(ALL, change);
    }

    void addChroma(double change) {
        add(CHROMA, change);
    }

    /** Five neighbours together have changed. */
    void addFive(double change) {
        add(FIVES, change);
    }

    private void add(int row, double difference) {
        double up = Math.abs(difference) + 0.5;
        int step = (int) Math.min(Math.floor(up), STEPS - 1);
        // samples come in quarters of a code, so many lie just between two steps: half of them belong to each
        double share = up == step ? 0.5 : 1;
        counts[row * STEPS + step] += share;
        if (share < 1) {
            counts[row * STEPS + step - 1] += share;
        }
    }

    /** Write what the differences tell into {@code out}; false if there are too few. */
    boolean fit(Noise out) {
        double all = total(ALL);
        if (all < FEWEST) {
            return false;
        }
        double perSigma = GAUSS_MEDIAN * 2 * Math.sqrt(2);
        int most = 0;
        for (int level = 0; level < LEVELS; level++) {
            totals[level] = total(level);
            sigmas[level] = Math.max(median(level, totals[level]) / perSigma, LEAST_SIGMA / 4);
            if (totals[level] > totals[most]) {
                most = level;
            }
        }
        line(most, out);
        double chroma = median(CHROMA, total(CHROMA));
        double fives = median(FIVES, total(FIVES));
        double part = fives > 0 ? median(ALL, all) / fives : 0;
        out.least = LEAST_SIGMA;
        out.chroma = Math.max(MANY_CHROMA * chroma / (GAUSS_MEDIAN * Math.sqrt(2)), LEAST_SIGMA / 2);
        out.likeness = Math.min(Math.max(part * part, LEAST_LIKENESS), MOST_LIKENESS);
        return true;
    }

    /** How many a row of counts has. */
    private double total(int row) {
        double total = 0;
        for (int at = row * STEPS; at < (row + 1) * STEPS; at++) {
            total += counts[at];
        }
        return total;
    }

    /** The difference that half of a row's do not exceed. */
    private double median(int row, double total) {
        int from = row * STEPS;
        int step = 0;
        double before = 0;
        while (step < STEPS - 1 && before + counts[from + step] < total / 2) {
            before += counts[from + step];
            step += 1;
        }
        double part = (total / 2 - before) / Math.max(counts[from + step], 1);
        // the count of 0 holds what is between -1/2 and 1/2, folded; that of 1 what is between 1/2 and 3/2 ...
        return step == 0 ? part / 2 : step - 0.5 + part;
    }

    /** Start and slope of the line near to the levels' deviations, the flatter the closer together they are. */
    private void line(int most, Noise out) {
        double all = 0;
        double meanX = 0;
        double meanY = 0;
        for (int level = 0; level < LEVELS; level++) {
            double weight = weight(level, most);
            all += weight;
            meanX += weight * code(level);
            meanY += weight * sigmas[level];
        }
        meanX /= all;
        meanY /= all;
        double spread = 0;
        double product = 0;
        for (int level = 0; level < LEVELS; level++) {
            double weight = weight(level, most) / all;
            double off = code(level) - meanX;
            spread += weight * off * off;
            product += weight * off * (sigmas[level] - meanY);
        }
        out.slope = product / (spread + LEVEL_CODES * LEVEL_CODES);
        out.start = meanY - out.slope * meanX;
    }

    private double weight(int level, int most) {
        boolean isMany = totals[level] >= FEWEST || level == most;
        return isMany ? totals[level] / (sigmas[level] * sigmas[level]) : 0;
    }

    private static double code(int level) {
        return LEVEL_CODES * (level + 0.5);
    }
}
