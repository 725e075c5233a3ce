package io.github.lowlightcam.phone.core;

import java.util.List;

/** What is taken of that which a camera offers. */
public final class CameraChoice {
    /** Sides of 1920 x 1088 count as 16 : 9. */
    private static final double SAME_ASPECT = 0.03;
    private static final double FAR = 10;
    private static final int DARK_FPS = 20;
    private static final int DARKEST_FPS = 10;

    private CameraChoice() {}

    /**
     * The size of the camera's own picture: the smallest that has all of what is wanted, in that aspect if there is
     * one.
     *
     * @param sizes widths and heights; not empty
     */
    public static int[] size(List<int[]> sizes, int width, int height) {
        int[] best = sizes.get(0);
        for (int[] each : sizes) {
            if (cost(each, width, height) < cost(best, width, height)) best = each;
        }
        return best;
    }

    /** The size that it is drawn in: no larger than wanted, and in the camera's aspect. */
    public static int[] drawn(int[] size, int width, int height) {
        if (isOfAspect(size, width, height) && size[0] >= width) return new int[] {width, height};
        double scale = Math.min(1, Math.min((double) width / size[0], (double) height / size[1]));
        return new int[] {(int) (size[0] * scale) & ~1, (int) (size[1] * scale) & ~1};
    }

    /**
     * The range of rates that the automatic exposure keeps to. In the light the picture comes as fast as wanted; in the
     * dark it may come more slowly, so that each picture is exposed for longer.
     *
     * @param ranges lowest and highest rate of each; not empty
     */
    public static int[] range(List<int[]> ranges, int fps, boolean isDark) {
        int[] best = ranges.get(0);
        for (int[] each : ranges) {
            if (cost(each, fps, isDark) < cost(best, fps, isDark)) best = each;
        }
        return best;
    }

    /** Steps of exposure compensation that come nearest. */
    public static int steps(float exposure, float step, int least, int most) {
        return step > 0 ? Math.min(Math.max(Math.round(exposure / step), least), most) : 0;
    }

    /** What of the sensor is seen at this zoom: left, top, right and bottom; for phones that zoom by that. */
    public static int[] crop(int width, int height, float zoom) {
        int across = Math.round(width / Math.max(zoom, 1));
        int down = Math.round(height / Math.max(zoom, 1));
        int left = (width - across) / 2;
        int top = (height - down) / 2;
        return new int[] {left, top, left + across, top + down};
    }

    static boolean isOfAspect(int[] size, int width, int height) {
        double share = (double) size[0] * height / ((double) size[1] * width);
        return Math.abs(share - 1) < SAME_ASPECT;
    }

    private static double cost(int[] size, int width, int height) {
        double wanted = (double) width * height;
        double has = (double) size[0] * size[1];
        boolean isEnough = size[0] >= width && size[1] >= height;
        double cost = isEnough ? has / wanted - 1 : FAR * (1 + wanted / has);
        return isOfAspect(size, width, height) ? cost : cost + 1000 * FAR;
    }

    private static double cost(int[] range, int fps, boolean isDark) {
        int low = range[0];
        int high = range[1];
        if (isDark) { // as slow as 20, but no slower than 10; what is too fast is thinned out
            int slowest = Math.min(DARK_FPS, fps);
            double tooFast = Math.max(0, low - slowest);
            double tooSlow = Math.max(0, DARKEST_FPS - low);
            return 10 * (tooFast + tooSlow) + Math.abs(high - fps) + Math.abs(low - slowest) * 0.1;
        }
        double missing = Math.max(0, fps - high);
        return 100 * missing + 10 * Math.max(0, high - fps) + Math.abs(fps - low);
    }
}
