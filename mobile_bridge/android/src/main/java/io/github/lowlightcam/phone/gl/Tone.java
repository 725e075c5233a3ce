package io.github.lowlightcam.phone.gl;

/** How the curve follows the scene: web/engine/tone.js, and the curve itself: kernels/curves.py. */
final class Tone {
    private static final int ROUNDS = 8;
    private static final double LEAST_R = -1.0 / 3;
    private static final double TOE = 0.008;
    private static final double LIFT = 0.07;
    private static final double SHARPEST = 0.05;
    private static final int HALVINGS = 12;
    private static final double SAME = 1 + 1e-6;

    private static final double BRIGHT_PERCENT = 99.5;
    private static final double ROOM = 1.45;
    private static final double LEAST_WHITE = 1.0 / 255;
    private static final double SETTLE_S = 1.0;
    private static final double STEADY = 0.03;

    private final double[] histogram = new double[Measure.CODES];
    private boolean isFirst = true;
    private double white;

    /** Take the next picture as the first. */
    void forget() {
        isFirst = true;
    }

    /** What becomes white, above 0 and up to 1. */
    double white() {
        return white;
    }

    /**
     * Take a small picture and its map.
     *
     * @param elapsedS seconds since the last picture
     * @return the factor of r, 0 to 1; {@link #white} goes with it
     */
    double update(byte[] small, float[] map, double elapsedS) {
        Measure.lumaHistogram(small, histogram);
        double brightest = Measure.lumaPercentile(histogram, BRIGHT_PERCENT) / 255.0;
        double wanted = Math.min(Math.max(ROOM * brightest, LEAST_WHITE), 1);
        if (isFirst) {
            isFirst = false;
            white = wanted;
        } else if (Math.abs(wanted - white) > STEADY * white) {
            white += (1 - Math.exp(-Math.max(elapsedS, 0) / SETTLE_S)) * (wanted - white);
        }
        double sum = 0;
        for (float r : map) {
            sum += r;
        }
        return keepMean(histogram, sum / map.length, white);
    }

    /** By what r is to be multiplied, so that a picture becomes as bright on average as by SGZ's curve. */
    static double keepMean(double[] histogram, double r, double white) {
        double wanted = 0;
        for (int code = 0; code < Measure.CODES; code++) {
            double x = code / 255.0;
            for (int round = 0; round < ROUNDS; round++) {
                x += r * (x * x - x);
            }
            wanted += histogram[code] * x;
        }
        double low = 0;
        double high = r < 0 ? Math.min(1, LEAST_R / r) : 1;
        for (int at = 0; at < HALVINGS; at++) {
            double middle = 0.5 * (low + high);
            if (meanAfter(histogram, middle * r, white) <= SAME * wanted) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private static double meanAfter(double[] histogram, double r, double white) {
        double steep = Math.pow(1 - r, 8);
        double lifted = LIFT * (steep - 1);
        double lift = lifted + TOE * steep;
        double whitest = Math.max(white, (1 - lifted) / steep);
        double over = steep * whitest + lift - 1;
        double softness = SHARPEST + (1 - SHARPEST) * Math.pow(white, 4);
        double width = whitest * Math.min(softness + 2 * over / (steep * whitest + over), 1);
        double bent = (whitest * over - TOE) / (width * width);
        double total = 0;
        for (int code = 0; code < Measure.CODES; code++) {
            double x = Math.min(code / 255.0, whitest);
            double beyond = Math.max(x - (whitest - width), 0);
            total += histogram[code] * x * (steep * x + lift) / (x + TOE + bent * beyond * beyond);
        }
        return total;
    }
}
