package io.github.lowlightcam.phone.core;

/** Pictures and their time, second by second (as web/app/pace.js). For any threads. */
public final class Rates {
    private int seen;
    private int count;
    private double ms;
    private float fps;
    private float frameMs = Float.NaN;

    /** A picture has come; it may be dropped yet. */
    public synchronized void see() {
        seen += 1;
    }

    /** A picture is done with. */
    public synchronized void add(double tookMs) {
        count += 1;
        ms += tookMs;
    }

    /**
     * A second is over.
     *
     * @return how many have come in it
     */
    public synchronized int turn() {
        int came = seen;
        fps = count;
        frameMs = count > 0 ? (float) (ms / count) : Float.NaN;
        seen = 0;
        count = 0;
        ms = 0;
        return came;
    }

    /** Pictures done with in the second before the last turn. */
    public synchronized float fps() {
        return fps;
    }

    /** What one of them took; NaN if there was none. */
    public synchronized float frameMs() {
        return frameMs;
    }
}
