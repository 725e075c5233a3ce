package io.github.lowlightcam.phone.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How long an encoder takes, picture by picture. For any threads. */
public final class CodingTimes {
    private final Map<Long, Long> givenNs = new HashMap<Long, Long>();
    private final List<Double> tookMs = new ArrayList<Double>();
    private long askedUs = Long.MAX_VALUE;
    private int given;
    private int keys;
    private int afterAsking;
    private boolean isAnswered;
    private long bytes;

    public synchronized void given(long capturedUs, long nowNs) {
        givenNs.put(capturedUs, nowNs);
        given += 1;
    }

    /** A key frame was asked for, before the picture that was taken then. */
    public synchronized void askKey(long capturedUs) {
        askedUs = capturedUs;
    }

    public synchronized void coded(boolean key, long capturedUs, int size, long nowNs) {
        Long startNs = givenNs.remove(capturedUs);
        if (startNs != null) tookMs.add((nowNs - startNs) / 1e6);
        bytes += size;
        if (key) keys += 1;
        if (capturedUs >= askedUs && !isAnswered) {
            isAnswered = key;
            if (!key) afterAsking += 1;
        }
    }

    /** What was found, in a line. */
    public synchronized String words() {
        if (tookMs.isEmpty()) return given + " pictures given, none coded";
        List<Double> sorted = new ArrayList<Double>(tookMs);
        Collections.sort(sorted);
        String wait = isAnswered ? "a key frame came " + afterAsking + " pictures after it was asked for"
            : "no key frame came when it was asked for";
        return String.format(Locale.ROOT,
            "%d of %d pictures coded, %d of them key frames, in %.1f ms (median), %.1f ms (95 of 100), "
            + "%.1f ms (worst), %d bytes; %s",
            tookMs.size(), given, keys, at(sorted, 0.5), at(sorted, 0.95), at(sorted, 1), bytes, wait);
    }

    private static double at(List<Double> sorted, double share) {
        return sorted.get((int) Math.round(share * (sorted.size() - 1)));
    }
}
