package io.github.lowlightcam.phone.app;

import android.os.Process;
import android.view.Surface;
import io.github.lowlightcam.phone.core.Bitrate;
import io.github.lowlightcam.phone.core.Figures;
import io.github.lowlightcam.phone.core.Outgoing;
import io.github.lowlightcam.phone.core.PicturePlan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/** From the encoder to the link, on the encoder's thread. {@link #begin} and {@link #release} on the one that draws. */
final class Sender {
    /** Is told of an encoder's end, on any thread. */
    interface Failing {
        void fail(String words);
    }

    /** No more often is a key frame asked for: it takes a while until it is there. */
    private static final long KEY_EVERY_NS = 250000000L;

    private final Worker thread = new Worker("encoder", Process.THREAD_PRIORITY_URGENT_DISPLAY);
    private final Bitrate bitrate = new Bitrate();
    private final Outgoing outgoing;
    private volatile CodecEncoder encoder;
    /** Counts encoders; what comes from an earlier one is not sent. */
    private final AtomicInteger current = new AtomicInteger();
    private volatile String accelerator = "none";
    private long keyNs;

    Sender(Outgoing.Wire wire, String model) {
        outgoing = new Outgoing(wire, bitrate, model);
    }

    /** Begin to code and send; the surface is what to draw into. */
    Surface begin(PicturePlan plan, boolean inSoftware, final Failing failing) throws IOException {
        final int number = current.incrementAndGet();
        bitrate.start(plan.width, plan.height, plan.fps);
        outgoing.begin(plan);
        encoder = new CodecEncoder(plan, bitrate.bps(), inSoftware, thread.handler, new CodecEncoder.Listener() {
            @Override
            public void onCoded(boolean key, long capturedUs, ByteBuffer accessUnit) {
                if (number == current.get()) pass(key, capturedUs, accessUnit);
            }

            @Override
            public void onFailed(String words) {
                if (number == current.get()) failing.fail(words);
            }
        });
        return encoder.surface;
    }

    /** Send no more, from now on. Any thread: one that draws into an encoder that hangs is waiting for its end. */
    void end() {
        current.incrementAndGet();
        final CodecEncoder old = encoder;
        if (old == null) return;
        thread.post(new Runnable() {
            @Override
            public void run() {
                old.release();
            }
        });
    }

    void release() {
        current.incrementAndGet();
        if (encoder != null) encoder.release();
        encoder = null;
    }

    /** Ask for a key frame; any thread. */
    void key() {
        CodecEncoder now = encoder;
        if (now != null) now.key();
    }

    void cap(double bps) {
        bitrate.cap(bps);
    }

    boolean isFull() {
        return outgoing.isFull();
    }

    void drop() {
        outgoing.drop();
    }

    void give(long takenUs) {
        outgoing.give(takenUs, System.nanoTime());
    }

    /** The picture that was about to be given last is drawn now. */
    void mark(boolean isEnhanced, String by) {
        accelerator = by;
        outgoing.mark(isEnhanced);
    }

    /** It is not drawn: the GPU is busy, or has failed. */
    void takeBack() {
        outgoing.takeBack();
    }

    /** Once a second. */
    void turn(Figures figures) {
        CodecEncoder now = encoder;
        if (now != null && outgoing.steer()) now.bitrate(bitrate.bps());
        figures.bps = now == null ? 0 : bitrate.bps();
        outgoing.tell(figures);
    }

    void close() {
        thread.end();
    }

    private void pass(boolean key, long capturedUs, ByteBuffer accessUnit) {
        long nowNs = System.nanoTime();
        boolean needsKey = outgoing.send(key, capturedUs, accessUnit, accelerator, nowNs);
        if (needsKey && nowNs - keyNs > KEY_EVERY_NS) {
            keyNs = nowNs;
            key();
        }
    }
}
