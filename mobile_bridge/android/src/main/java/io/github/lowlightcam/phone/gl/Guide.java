package io.github.lowlightcam.phone.gl;

/**
 * The map along the edges of the small picture, as slope and start of r: web/engine/guide.js, which is the guided
 * filter (He, Sun, Tang, ECCV 2010). Works for one size of picture and map; allocates once.
 */
final class Guide {
    private static final int REACH = 4;
    private static final double FLATNESS = 0.03 * 0.03;
    private static final double RED = 0.299;
    private static final double GREEN = 0.587;
    private static final double BLUE = 0.114;

    private final int width;
    private final int height;
    private final int mapWidth;
    private final double[] luma;
    private final double[] target;
    private final double[] mean;
    private final double[] targetMean;
    private final double[] slope;
    private final double[] start;
    private final double[] spare;
    private final Steps across;
    private final Steps down;
    private final float[] out;

    Guide(int width, int height, int mapWidth, int mapHeight) {
        this.width = width;
        this.height = height;
        this.mapWidth = mapWidth;
        int length = width * height;
        luma = new double[length];
        target = new double[length];
        mean = new double[length];
        targetMean = new double[length];
        slope = new double[length];
        start = new double[length];
        spare = new double[Math.max(width, height)];
        across = new Steps(width, mapWidth);
        down = new Steps(height, mapHeight);
        out = new float[2 * length];
    }

    /** Slope and start, one after the other for each pixel: this object's own. */
    float[] out() {
        return out;
    }

    /** Guide a map by a picture, RGBA bytes; what comes of it is in {@link #out}. */
    void update(byte[] small, float[] map) {
        for (int at = 0; at < luma.length; at++) {
            int pixel = 4 * at;
            luma[at] = (RED * (small[pixel] & 255) + GREEN * (small[pixel + 1] & 255)
                    + BLUE * (small[pixel + 2] & 255)) / 255;
        }
        upscale(map);
        for (int at = 0; at < luma.length; at++) {
            mean[at] = luma[at];
            targetMean[at] = target[at];
            slope[at] = luma[at] * luma[at];
            start[at] = luma[at] * target[at];
        }
        windowMean(mean);
        windowMean(targetMean);
        windowMean(slope); // the mean square, so far
        windowMean(start); // the mean product, so far
        for (int at = 0; at < luma.length; at++) {
            double variance = slope[at] - mean[at] * mean[at];
            slope[at] = (start[at] - mean[at] * targetMean[at]) / (variance + FLATNESS);
            start[at] = targetMean[at] - slope[at] * mean[at];
        }
        windowMean(slope);
        windowMean(start);
        for (int at = 0; at < luma.length; at++) {
            out[2 * at] = (float) slope[at];
            out[2 * at + 1] = (float) start[at];
        }
    }

    private void upscale(float[] map) {
        for (int y = 0; y < height; y++) {
            int above = down.first[y] * mapWidth;
            int below = down.second[y] * mapWidth;
            for (int x = 0; x < width; x++) {
                int left = across.first[x];
                int right = across.second[x];
                double upper = mix(map[above + left], map[above + right], across.weight[x]);
                double lower = mix(map[below + left], map[below + right], across.weight[x]);
                target[y * width + x] = mix(upper, lower, down.weight[y]);
            }
        }
    }

    private static double mix(double a, double b, double weight) {
        return a + weight * (b - a);
    }

    /** Replace each value by the mean of those that there are up to REACH away. */
    private void windowMean(double[] plane) {
        for (int y = 0; y < height; y++) {
            runningMean(plane, y * width, 1, width);
        }
        for (int x = 0; x < width; x++) {
            runningMean(plane, x, width, height);
        }
    }

    private void runningMean(double[] plane, int from, int step, int length) {
        double sum = 0;
        for (int at = 0; at < Math.min(REACH, length); at++) {
            sum += plane[from + at * step];
        }
        for (int at = 0; at < length; at++) {
            int enters = at + REACH;
            int leaves = at - REACH - 1;
            if (enters < length) {
                sum += plane[from + enters * step];
            }
            if (leaves >= 0) {
                sum -= plane[from + leaves * step];
            }
            spare[at] = sum / (Math.min(at + REACH, length - 1) - Math.max(at - REACH, 0) + 1);
        }
        for (int at = 0; at < length; at++) {
            plane[from + at * step] = spare[at];
        }
    }

    /** For each of some places the two between which it lies, and how far: centres aligned. */
    private static final class Steps {
        final int[] first;
        final int[] second;
        final double[] weight;

        Steps(int length, int have) {
            first = new int[length];
            second = new int[length];
            weight = new double[length];
            for (int at = 0; at < length; at++) {
                double place = Math.min(Math.max((at + 0.5) * have / length - 0.5, 0), have - 1);
                first[at] = (int) place;
                second[at] = Math.min(first[at] + 1, have - 1);
                weight[at] = place - first[at];
            }
        }
    }
}
