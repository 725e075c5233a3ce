package io.github.lowlightcam.phone.gl;

import java.util.Arrays;

/** What is read off a small picture, as web/engine/measure.js. Pictures are RGBA bytes, row 0 at the top. */
final class Measure {
    static final int CODES = 256;

    private Measure() {
    }

    /** Histogram of luma: {@code out} gets 256 counts. */
    static void lumaHistogram(byte[] small, double[] out) {
        Arrays.fill(out, 0);
        for (int at = 0; at < small.length; at += 4) {
            int red = small[at] & 255;
            int green = small[at + 1] & 255;
            int blue = small[at + 2] & 255;
            out[(77 * red + 150 * green + 29 * blue + 128) >> 8] += 1;
        }
    }

    /** Least code that at least {@code percent} of the pixels do not exceed. */
    static int lumaPercentile(double[] histogram, double percent) {
        double all = 0;
        for (double count : histogram) {
            all += count;
        }
        double wanted = all * percent / 100;
        double below = 0;
        for (int code = 0; code < CODES; code++) {
            below += histogram[code];
            if (below >= wanted) {
                return code;
            }
        }
        return CODES - 1;
    }
}
