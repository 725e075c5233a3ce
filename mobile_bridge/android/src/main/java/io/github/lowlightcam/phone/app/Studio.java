package io.github.lowlightcam.phone.app;

import android.graphics.SurfaceTexture;
import android.os.Handler;
import android.os.Process;
import android.os.SystemClock;
import android.view.Surface;
import io.github.lowlightcam.phone.core.EncoderPort;
import io.github.lowlightcam.phone.core.Figures;
import io.github.lowlightcam.phone.core.FrameClock;
import io.github.lowlightcam.phone.core.FrameGate;
import io.github.lowlightcam.phone.core.PicturePlan;
import io.github.lowlightcam.phone.core.Rates;
import io.github.lowlightcam.phone.gl.Canvas;
import io.github.lowlightcam.phone.gl.GlError;
import io.github.lowlightcam.phone.gl.GlLost;
import io.github.lowlightcam.phone.gl.Look;
import io.github.lowlightcam.phone.gl.Result;
import java.util.concurrent.Callable;

/**
 * Draws the camera's pictures, on a thread of its own: into the encoder, and into the preview.
 *
 * <pre>
 * camera -> SurfaceTexture -> gl.Painter -> encoder's surface -> Sender -> link
 * </pre>
 */
final class Studio implements EncoderPort {
    private final Worker thread = new Worker("studio", Process.THREAD_PRIORITY_URGENT_DISPLAY);
    private final Handler main;
    private Listener listener;
    private final Sender sender;
    private final Gpu gpu;
    private final Hints hints;
    private final Rates rates = new Rates();
    private final FrameGate gate = new FrameGate();
    private final float[] matrix = new float[16];
    private final Figures latest = new Figures();
    private PicturePlan plan = PicturePlan.NONE;
    private Look look;
    private boolean isByAndroid;
    private int turn;
    /** Of the encoder that is wanted; 0 for none. */
    private volatile int wanted;
    private Canvas screen;
    private Canvas coded;

    /** @param onReady run on the main thread when the GPU is ready, or has shown that it cannot draw */
    Studio(Assets assets, Look look, Sender sender, Hints hints, Handler main, final Runnable onReady) {
        this.look = look;
        this.sender = sender;
        this.hints = hints;
        this.main = main;
        gpu = new Gpu(assets, thread.handler, new Runnable() {
            @Override
            public void run() {
                onFrame();
            }
        });
        thread.post(new Runnable() {
            @Override
            public void run() {
                Studio.this.hints.begin();
                gpu.open();
                Studio.this.main.post(onReady);
            }
        });
    }

    void listen(Listener next) {
        listener = next;
    }

    /**
     * A surface for the camera to draw into, of this size. Waits; not for the main thread.
     *
     * @throws IllegalStateException if this phone's GPU cannot draw
     */
    Surface surface(final int width, final int height) {
        return thread.call(new Callable<Surface>() {
            @Override
            public Surface call() {
                SurfaceTexture texture = gpu.texture();
                texture.setDefaultBufferSize(width, height);
                return new Surface(texture);
            }
        });
    }

    /** How pictures are to look from now on, and whether Android brightens them. */
    void look(final Look next, final boolean byAndroid) {
        thread.post(new Runnable() {
            @Override
            public void run() {
                look = next;
                isByAndroid = byAndroid;
            }
        });
    }

    /** Left of this place of the preview, 0 to 1, is the camera's own picture. */
    void split(final float place) {
        thread.post(new Runnable() {
            @Override
            public void run() {
                gpu.split(place);
            }
        });
    }

    void show(final Object surface) {
        thread.post(new Runnable() {
            @Override
            public void run() {
                conceal();
                screen = gpu.show(surface);
            }
        });
    }

    /** Returns when the preview's surface is no longer drawn into. */
    void hide() {
        thread.call(new Callable<Object>() {
            @Override
            public Object call() {
                conceal();
                return "";
            }
        });
    }

    /** What runs the network, and what was tried, in words. */
    String tried() {
        return gpu.tried();
    }

    void close() {
        sender.end();
        thread.post(new Runnable() {
            @Override
            public void run() {
                endEncoder();
                conceal();
                gpu.close();
                hints.end();
            }
        });
        thread.end();
    }

    // ---------------------------------------------------------------- EncoderPort, on the main thread

    @Override
    public void draw(final PicturePlan next) {
        thread.post(new Runnable() {
            @Override
            public void run() {
                plan = next;
                hints.aim(next.fps);
            }
        });
    }

    @Override
    public void start(final int ofTurn, final PicturePlan next, final boolean inSoftware) {
        wanted = ofTurn;
        thread.post(new Runnable() {
            @Override
            public void run() {
                endEncoder();
                if (ofTurn != wanted) return;
                turn = ofTurn;
                plan = next;
                try {
                    coded = gpu.encode(sender.begin(next, inSoftware, failing(ofTurn)));
                } catch (Exception e) { // each phone has its own
                    failEncoder(String.valueOf(e.getMessage()));
                }
            }
        });
    }

    @Override
    public void stop() {
        wanted = 0;
        sender.end();
        thread.post(new Runnable() {
            @Override
            public void run() {
                endEncoder();
            }
        });
    }

    @Override
    public void key() {
        sender.key();
    }

    @Override
    public void cap(double bps) {
        sender.cap(bps);
    }

    @Override
    public Figures turn() {
        Figures figures = new Figures();
        figures.seen = rates.turn();
        figures.fps = rates.fps();
        figures.frameMs = rates.frameMs();
        synchronized (latest) {
            figures.gpuMs = latest.gpuMs;
            figures.amount = latest.amount;
            figures.enhanced = latest.enhanced;
            figures.note = latest.note;
        }
        figures.accelerator = gpu.accelerator();
        sender.turn(figures);
        return figures;
    }

    // ---------------------------------------------------------------- the thread that draws

    private void onFrame() {
        long startNs = System.nanoTime();
        SurfaceTexture texture = gpu.texture();
        texture.updateTexImage();
        texture.getTransformMatrix(matrix);
        rates.see();
        long takenNs = FrameClock.toNanoTime(texture.getTimestamp(), startNs, SystemClock.elapsedRealtimeNanos());
        if (plan.equals(PicturePlan.NONE) || !gate.pass(takenNs, plan.fps)) return;
        boolean isCoded = coded != null && !sender.isFull();
        try {
            gpu.aim(isCoded);
            Result done = gpu.paint(matrix, plan, look, takenNs);
            if (done == null) {
                if (isCoded || screen != null) sender.drop();
                return;
            }
            boolean isEnhanced = done.enhanced || isByAndroid;
            if (isCoded) sender.give(takenNs / 1000, isEnhanced, isByAndroid ? "android" : gpu.accelerator());
            long tookNs = System.nanoTime() - startNs;
            rates.add(tookNs / 1e6);
            hints.report(tookNs);
            note(done, isEnhanced);
        } catch (GlLost e) {
            begin();
        } catch (GlError e) {
            if (coded != null) failEncoder(e.getMessage());
        }
    }

    private void note(Result done, boolean isEnhanced) {
        synchronized (latest) {
            latest.gpuMs = done.gpuMs == null ? Float.NaN : done.gpuMs.floatValue();
            latest.amount = done.amount;
            latest.enhanced = isEnhanced;
            latest.note = gpu.note();
        }
    }

    /** Begin anew, with a new context. */
    private void begin() {
        if (coded != null) failEncoder("the GPU was taken away");
        gpu.reopen();
        main.post(new Runnable() {
            @Override
            public void run() {
                listener.onPictureLost();
            }
        });
    }

    private void conceal() {
        if (screen == null) return;
        screen = null;
        gpu.hide();
    }

    private void endEncoder() {
        if (coded != null) gpu.endEncoding();
        coded = null;
        sender.release();
    }

    private void failEncoder(String words) {
        endEncoder();
        failing(turn).fail(words);
    }

    private Sender.Failing failing(final int ofTurn) {
        return new Sender.Failing() {
            @Override
            public void fail(final String words) {
                main.post(new Runnable() {
                    @Override
                    public void run() {
                        listener.onEncoderFailed(ofTurn, words);
                    }
                });
            }
        };
    }
}
