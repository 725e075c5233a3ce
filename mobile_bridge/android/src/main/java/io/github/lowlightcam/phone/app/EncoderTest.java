package io.github.lowlightcam.phone.app;

import android.opengl.GLES30;
import android.os.Process;
import io.github.lowlightcam.phone.core.CodingTimes;
import io.github.lowlightcam.phone.core.PicturePlan;
import io.github.lowlightcam.phone.gl.Canvas;
import io.github.lowlightcam.phone.gl.Egl;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Measures how late the encoder is, and how soon a key frame comes that is asked for. On a thread with a context. */
final class EncoderTest implements CodecEncoder.Listener {
    private static final int FPS = 30;
    private static final int FRAMES = 90;
    private static final int KEY_AT = 45;
    private static final int BPS = 4000000;
    private static final long FRAME_NS = 1000000000L / FPS;
    private static final long LAST_MS = 500;

    private final Egl egl;
    private final PicturePlan plan;
    private final CodingTimes times = new CodingTimes();
    private volatile String failure = "";

    EncoderTest(Egl egl, int width, int height) {
        this.egl = egl;
        plan = PicturePlan.upright(width, height, FPS);
    }

    /** What was found, in lines. */
    String run() {
        Worker thread = new Worker("encoder-test", Process.THREAD_PRIORITY_URGENT_DISPLAY);
        try {
            CodecEncoder encoder = new CodecEncoder(plan, BPS, false, thread.handler, this);
            try {
                feed(encoder);
                String end = failure.isEmpty() ? "" : ", failed: " + failure;
                return "encoder: " + encoder.name() + ", " + times.words() + end + "\n";
            } finally {
                encoder.release();
            }
        } catch (IOException | RuntimeException e) { // each phone has its own
            return "encoder: " + e + "\n";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "encoder: interrupted\n";
        } finally {
            thread.end();
        }
    }

    @Override
    public void onCoded(boolean key, long capturedUs, ByteBuffer accessUnit) {
        times.coded(key, capturedUs, accessUnit.remaining(), System.nanoTime());
    }

    @Override
    public void onFailed(String words) {
        failure = words;
    }

    /** Bars that move, at the rate of a camera. */
    private void feed(CodecEncoder encoder) throws InterruptedException {
        Canvas canvas = egl.window(encoder.surface);
        try {
            canvas.use();
            long startNs = System.nanoTime();
            for (int frame = 0; frame < FRAMES; frame++) {
                long dueNs = startNs + frame * FRAME_NS;
                Thread.sleep(Math.max(0, (dueNs - System.nanoTime()) / 1000000));
                if (frame == KEY_AT) {
                    encoder.key();
                    times.askKey(dueNs / 1000);
                }
                draw(frame);
                times.given(dueNs / 1000, System.nanoTime());
                canvas.present(dueNs);
            }
            Thread.sleep(LAST_MS);
        } finally {
            canvas.dispose();
        }
    }

    private void draw(int frame) {
        GLES30.glEnable(GLES30.GL_SCISSOR_TEST);
        for (int bar = 0; bar < 16; bar++) {
            float light = (bar + frame) % 16 / 15f;
            GLES30.glScissor(bar * plan.width / 16, 0, plan.width / 16, plan.height);
            GLES30.glClearColor(light, 1 - light, light / 2, 1);
            GLES30.glClear(GLES30.GL_COLOR_BUFFER_BIT);
        }
        GLES30.glDisable(GLES30.GL_SCISSOR_TEST);
    }
}
