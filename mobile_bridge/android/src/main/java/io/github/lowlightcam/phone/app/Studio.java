package io.github.lowlightcam.phone.app;

import android.os.Handler;
import android.os.Process;
import android.view.Surface;
import io.github.lowlightcam.phone.core.EncoderPort;
import io.github.lowlightcam.phone.core.Figures;
import io.github.lowlightcam.phone.core.PicturePlan;
import io.github.lowlightcam.phone.gl.Look;
import java.util.concurrent.Callable;

/**
 * Draws the camera's pictures, on a thread of its own: into the encoder, and into the preview.
 *
 * <pre>
 * camera -> SurfaceTexture -> Easel, gl.Painter -> encoder's surface -> Sender -> link
 * </pre>
 *
 * Called on the main thread, if not said otherwise.
 */
final class Studio implements EncoderPort, Easel.Listener {
    /** The first one is there when all shaders are compiled. */
    private static final int SURFACE_S = 10;
    /** Android takes an app for hung after five. */
    private static final int HIDE_S = 2;

    private final Worker thread = new Worker("studio", Process.THREAD_PRIORITY_URGENT_DISPLAY);
    private final Handler main;
    private final Sender sender;
    private final Easel easel;
    private Listener listener;
    /** Turn of the encoder that is wanted; 0 for none. */
    private volatile int wanted;

    /** @param onReady run on the main thread when the GPU is ready, or has shown that it cannot draw */
    Studio(Assets assets, Look look, Sender sender, Hints hints, Handler main, final Runnable onReady) {
        this.main = main;
        this.sender = sender;
        easel = new Easel(assets, look, sender, hints, thread.handler, this);
        thread.post(new Runnable() {
            @Override
            public void run() {
                easel.open();
                Studio.this.main.post(onReady);
            }
        });
    }

    void listen(Listener next) {
        listener = next;
    }

    /**
     * A surface for the camera to draw into, of this size. Waits: for the cameras' thread.
     *
     * @throws IllegalStateException if this phone's GPU cannot draw
     */
    Surface surface(final int width, final int height) {
        return thread.call(new Callable<Surface>() {
            @Override
            public Surface call() {
                return easel.surface(width, height);
            }
        }, SURFACE_S);
    }

    /** How pictures are to look from now on, and whether Android brightens them. */
    void look(final Look next, final boolean byAndroid) {
        thread.post(new Runnable() {
            @Override
            public void run() {
                easel.look(next, byAndroid);
            }
        });
    }

    /** Left of this place of the preview, 0 to 1, is the camera's own picture. */
    void split(final float place) {
        thread.post(new Runnable() {
            @Override
            public void run() {
                easel.gpu().split(place);
            }
        });
    }

    void show(final Object surface) {
        thread.post(new Runnable() {
            @Override
            public void run() {
                easel.gpu().show(surface);
            }
        });
    }

    /** Returns when the preview's surface is no longer drawn into, or when that takes for ever. */
    void hide() {
        try {
            thread.call(new Callable<Object>() {
                @Override
                public Object call() {
                    easel.gpu().hide();
                    return "";
                }
            }, HIDE_S);
        } catch (IllegalStateException e) {
            // the GPU hangs: then it does not draw either
        }
    }

    /** What was tried to run the network, a line each; any thread. */
    String tried() {
        return easel.gpu().tried();
    }

    void close() {
        sender.end();
        thread.post(new Runnable() {
            @Override
            public void run() {
                easel.close();
            }
        });
        thread.end();
    }

    @Override
    public void draw(final PicturePlan next) {
        thread.post(new Runnable() {
            @Override
            public void run() {
                easel.draw(next);
            }
        });
    }

    @Override
    public void start(final int turn, final PicturePlan next, final boolean inSoftware) {
        wanted = turn;
        thread.post(new Runnable() {
            @Override
            public void run() {
                if (turn == wanted) easel.start(turn, next, inSoftware);
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
                if (wanted == 0) easel.stop();
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
        return easel.turn();
    }

    @Override
    public void onEncoderFailed(final int turn, final String words) {
        thread.post(new Runnable() {
            @Override
            public void run() {
                easel.stop(turn);
            }
        });
        main.post(new Runnable() {
            @Override
            public void run() {
                listener.onEncoderFailed(turn, words);
            }
        });
    }

    @Override
    public void onPictureLost() {
        main.post(new Runnable() {
            @Override
            public void run() {
                listener.onPictureLost();
            }
        });
    }
}
