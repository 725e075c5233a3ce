package io.github.lowlightcam.phone.gl;

import java.util.Arrays;

/** Keeps the curve map calm from frame to frame, and lets it jump when the scene does: web/engine/calm.js. */
final class CalmMap {
    private static final double SETTLE_S = 1.0;
    private static final double DEAD_ZONE = 0.015;
    private static final double CORRIDOR = 0.1;
    private static final double ALIKE = 0.5;
    private static final double SUDDEN_EV = 0.7;
    private static final double NOISE_CODES = 4.0;
    private static final double DISPLAY_GAMMA = 2.2;

    private final int width;
    private final float[] map;
    private final float[] answer;
    private final byte[] seen;
    private boolean isFirst = true;
    private boolean isCut;

    /** For small pictures of one size, and maps of one size. */
    CalmMap(int width, int height, int mapLength) {
        this.width = width;
        map = new float[mapLength];
        answer = new float[mapLength];
        seen = new byte[4 * width * height];
    }

    /** Take the next map as the first. */
    void reset() {
        isFirst = true;
        isCut = false;
    }

    /**
     * Take a picture and its map.
     *
     * @param fresh the network's answer; what is no number, or beyond 1, is not taken over
     * @param elapsedS seconds since the last picture
     * @return the map to apply; it is this object's own and changes with the next call
     */
    float[] update(byte[] small, float[] fresh, double elapsedS) {
        if (!isMap(fresh)) {
            if (isFirst) {
                Arrays.fill(map, 0);
            }
            return map;
        }
        if (isFirst) {
            isFirst = false;
            System.arraycopy(fresh, 0, map, 0, map.length);
            System.arraycopy(fresh, 0, answer, 0, map.length);
            System.arraycopy(small, 0, seen, 0, seen.length);
            return map;
        }
        isCut = isCut || isCut(seen, small, width);
        System.arraycopy(small, 0, seen, 0, seen.length);
        boolean isNews = !Arrays.equals(fresh, answer);
        System.arraycopy(fresh, 0, answer, 0, map.length);
        if (isCut && isNews) {
            isCut = false;
            System.arraycopy(fresh, 0, map, 0, map.length);
        } else {
            smooth(fresh, 1 - Math.exp(-Math.max(elapsedS, 0) / SETTLE_S));
        }
        return map;
    }

    private static boolean isMap(float[] fresh) {
        for (float r : fresh) {
            if (!(Math.abs(r) <= 1)) {
                return false;
            }
        }
        return true;
    }

    private void smooth(float[] fresh, double weight) {
        for (int at = 0; at < map.length; at++) {
            double gap = (double) fresh[at] - map[at];
            double moved = map[at] + weight * (gap - clip(gap, -DEAD_ZONE, DEAD_ZONE));
            map[at] = (float) clip(moved, fresh[at] - CORRIDOR, fresh[at] + CORRIDOR);
        }
    }

    /** Whether the light, or the scene, is suddenly another one: by every other row of R, G and B. */
    static boolean isCut(byte[] before, byte[] after, int width) {
        // sums of whole numbers below 2^53 are exact, whatever the order
        long sumX = 0;
        long sumY = 0;
        long sumXx = 0;
        long sumYy = 0;
        long sumXy = 0;
        long count = 0;
        int stride = 4 * width;
        for (int row = 0; row < before.length; row += 2 * stride) {
            for (int at = row; at < row + stride; at++) {
                if (at % 4 == 3) {
                    continue;
                }
                int x = before[at] & 255;
                int y = after[at] & 255;
                sumX += x;
                sumY += y;
                sumXx += x * x;
                sumYy += y * y;
                sumXy += x * y;
                count += 1;
            }
        }
        double all = count;
        double meanX = sumX / all;
        double meanY = sumY / all;
        double xx = sumXx / all - meanX * meanX;
        double yy = sumYy / all - meanY * meanY;
        double xy = sumXy / all - meanX * meanY;
        double moved = meanY - meanX;
        if (xx + yy - 2 * xy + moved * moved < NOISE_CODES * NOISE_CODES) {
            return false;
        }
        double changeEv = DISPLAY_GAMMA * Math.log((meanY + 1) / (meanX + 1)) / Math.log(2);
        return Math.abs(changeEv) > SUDDEN_EV || xy < ALIKE * Math.sqrt(xx * yy);
    }

    private static double clip(double x, double low, double high) {
        return Math.min(Math.max(x, low), high);
    }
}
