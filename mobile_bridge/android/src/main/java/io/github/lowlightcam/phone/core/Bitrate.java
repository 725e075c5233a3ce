package io.github.lowlightcam.phone.core;

/**
 * How many bits a second the encoder is given: less where pictures wait, a little more where not (as
 * web/app/encoder.js). For any threads.
 */
public final class Bitrate {
    public static final int LEAST_BPS = 300000;
    public static final int MOST_BPS = 16000000;

    private static final double BITS_PER_PIXEL = 0.13;
    private static final double DOWN = 0.8;
    private static final double UP = 1.05;
    private static final double WORTHWHILE = 0.04;

    private int capBps = MOST_BPS;
    private int idealBps = MOST_BPS;
    private int bps = LEAST_BPS;

    /** For pictures of this size and rate; starts anew. */
    public synchronized void start(int width, int height, double fps) {
        idealBps = limit(Math.round(BITS_PER_PIXEL * width * height * fps));
        bps = Math.min(capBps, idealBps);
    }

    /** The computer's word on what the link carries. */
    public synchronized void cap(double most) {
        capBps = limit(Math.round(most));
    }

    /**
     * Once a second.
     *
     * @param held whether a picture had to wait or was dropped since the last time
     * @return whether {@link #bps} is another now
     */
    public synchronized boolean steer(boolean held) {
        int most = Math.min(capBps, idealBps);
        long wanted = Math.min(limit(Math.round(bps * (held ? DOWN : UP))), most);
        if (Math.abs(wanted - bps) < WORTHWHILE * bps) return false;
        bps = (int) wanted;
        return true;
    }

    /** Bits a second, {@link #LEAST_BPS} to {@link #MOST_BPS}. */
    public synchronized int bps() {
        return bps;
    }

    private static int limit(long value) {
        return (int) Math.min(Math.max(value, LEAST_BPS), MOST_BPS);
    }
}
