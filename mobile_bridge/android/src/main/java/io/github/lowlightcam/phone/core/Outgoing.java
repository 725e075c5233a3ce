package io.github.lowlightcam.phone.core;

import java.nio.ByteBuffer;
import org.json.JSONException;
import org.json.JSONObject;

/**
 * What leaves: which pictures are coded, and each coded one with what belongs to it (as web/app/encoder.js). What
 * would have to wait is not coded: a picture that is dropped before the encoder costs nothing, one behind it costs a
 * key frame. For the thread that draws and the encoder's.
 */
public final class Outgoing {
    /** Where it goes; see net.Link. */
    public interface Wire {
        void send(String type, JSONObject fields);

        boolean sendPicture(boolean key, boolean enhanced, long capturedUs, ByteBuffer accessUnit);

        long waitingBytes();
    }

    /** An encoder may have so many pictures at once; some give the first one when they have two or three more. */
    static final int MOST_QUEUED = 5;
    /** Seconds of the bitrate that may wait in the socket, and bytes that may wait at any bitrate. */
    private static final double QUEUE_S = 0.2;
    private static final long LEAST_QUEUE_BYTES = 48000;
    private static final double BLEND = 0.1;

    private final Wire wire;
    private final Bitrate bitrate;
    /** Sha-256 of the network's file. */
    private final String model;
    private final long[] capturedUs = new long[MOST_QUEUED];
    private final long[] givenNs = new long[MOST_QUEUED];
    private final boolean[] enhanced = new boolean[MOST_QUEUED];
    private int queued;
    private PicturePlan plan = PicturePlan.NONE;
    private String said = "";
    private boolean isEnhanced;
    private boolean needsKey;
    private boolean held;
    private long dropped;
    private int given;
    private int coded;
    private double encodeMs = Double.NaN;

    public Outgoing(Wire wire, Bitrate bitrate, String model) {
        this.wire = wire;
        this.bitrate = bitrate;
        this.model = model;
    }

    /** Another encoder begins, maybe for another connection, which knows nothing of what was sent before. */
    public synchronized void begin(PicturePlan next) {
        plan = next;
        queued = 0;
        said = "";
        needsKey = true;
        held = false;
    }

    /** Whether the next picture has to be dropped; it is counted as that. */
    public synchronized boolean isFull() {
        boolean isStuck = queued >= MOST_QUEUED;
        boolean isWaiting = wire.waitingBytes() > Math.max(LEAST_QUEUE_BYTES, QUEUE_S * bitrate.bps() / 8);
        if (isStuck) given += 1;
        if (isStuck || isWaiting) {
            held = true;
            dropped += 1;
        }
        return isStuck || isWaiting;
    }

    /** A picture was dropped for another reason. */
    public synchronized void drop() {
        dropped += 1;
    }

    /** A picture is about to be given to the encoder, which is not {@link #isFull}. */
    public synchronized void give(long takenUs, long nowNs) {
        capturedUs[queued] = takenUs;
        enhanced[queued] = isEnhanced;
        givenNs[queued] = nowNs;
        queued += 1;
        given += 1;
    }

    /**
     * What was about to be given last is drawn now, enhanced or not. If it is coded already, it counts as the one
     * before.
     */
    public synchronized void mark(boolean nowEnhanced) {
        isEnhanced = nowEnhanced;
        if (queued > 0) enhanced[queued - 1] = isEnhanced;
    }

    /** What was about to be given last is dropped. */
    public synchronized void takeBack() {
        if (queued > 0) queued -= 1;
        given -= 1;
        dropped += 1;
    }

    /**
     * A coded picture has come. Those given before it do not come any more.
     *
     * @param takenUs as it was given
     * @param accelerator what has enhanced it, if something has
     * @return whether a key frame is needed
     */
    public synchronized boolean send(boolean key, long takenUs, ByteBuffer accessUnit, String accelerator, long nowNs) {
        boolean wasEnhanced = queued > 0 ? take(takenUs, nowNs) : isEnhanced;
        coded += 1;
        if (needsKey && !key) return true;
        announce(wasEnhanced, wasEnhanced ? accelerator : "none");
        needsKey = !wire.sendPicture(key, wasEnhanced, takenUs, accessUnit);
        if (needsKey) dropped += 1;
        return needsKey;
    }

    /** Once a second: whether the bitrate is another now. */
    public synchronized boolean steer() {
        boolean wasHeld = held;
        held = false;
        return bitrate.steer(wasHeld);
    }

    /** Once a second: write down what there is to tell. */
    public synchronized void tell(Figures figures) {
        figures.given = given;
        figures.coded = coded;
        figures.dropped = dropped;
        figures.encodeMs = (float) encodeMs;
        given = 0;
        coded = 0;
    }

    private boolean take(long takenUs, long nowNs) {
        int at = 0;
        while (at < queued - 1 && capturedUs[at] < takenUs) at += 1;
        boolean wasEnhanced = enhanced[at];
        double tookMs = (nowNs - givenNs[at]) / 1e6;
        encodeMs = Double.isNaN(encodeMs) ? tookMs : encodeMs + BLEND * (tookMs - encodeMs);
        int rest = queued - at - 1;
        System.arraycopy(capturedUs, at + 1, capturedUs, 0, rest);
        System.arraycopy(givenNs, at + 1, givenNs, 0, rest);
        System.arraycopy(enhanced, at + 1, enhanced, 0, rest);
        queued = rest;
        return wasEnhanced;
    }

    private void announce(boolean wasEnhanced, String accelerator) {
        String next = wasEnhanced + accelerator;
        if (next.equals(said)) return;
        said = next;
        try {
            wire.send("stream", new JSONObject().put("transport", "ws").put("width", plan.width)
                .put("height", plan.height).put("fps", plan.fps).put("enhanced", wasEnhanced)
                .put("accelerator", accelerator).put("model", model));
        } catch (JSONException e) {
            throw new IllegalStateException(e); // no number here is infinite
        }
    }
}
