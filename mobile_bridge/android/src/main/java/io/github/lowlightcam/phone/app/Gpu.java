package io.github.lowlightcam.phone.app;

import android.graphics.SurfaceTexture;
import android.os.Handler;
import io.github.lowlightcam.phone.core.PicturePlan;
import io.github.lowlightcam.phone.gl.Canvas;
import io.github.lowlightcam.phone.gl.Egl;
import io.github.lowlightcam.phone.gl.Enhancer;
import io.github.lowlightcam.phone.gl.GlError;
import io.github.lowlightcam.phone.gl.Look;
import io.github.lowlightcam.phone.gl.Painter;
import io.github.lowlightcam.phone.gl.Result;
import io.github.lowlightcam.phone.gl.Shaders;
import io.github.lowlightcam.phone.gl.Try;

/** The GPU's context and what is made with it, which may be taken away at any time. On the thread that draws. */
final class Gpu {
    /** Taken away more often than that, it is trusted with no more than copying. */
    private static final int MOST_LOSSES = 2;

    private final Assets assets;
    private final Handler handler;
    private final Runnable onFrame;
    private Egl egl;
    private Enhancer enhancer;
    private Painter painter;
    private SurfaceTexture texture;
    private Object shown;
    private Canvas screen;
    private Canvas coded;
    private boolean isAimed;
    private float split;
    private int losses;
    private volatile String accelerator = Enhancer.NONE;
    private volatile String tried = "";
    private String failure = "";

    /** @param onFrame run on the handler's thread whenever the camera has given a picture */
    Gpu(Assets assets, Handler handler, Runnable onFrame) {
        this.assets = assets;
        this.handler = handler;
        this.onFrame = onFrame;
    }

    /** Get ready; what fails is told by {@link #texture}. */
    void open() {
        try {
            egl = new Egl();
            Shaders shaders = assets.shaders();
            enhancer = losses > MOST_LOSSES
                ? Enhancer.plain(shaders, "the GPU was taken away too often")
                : Enhancer.create(assets.model(), shaders);
            painter = new Painter(enhancer, shaders);
            texture = new SurfaceTexture(painter.cameraTexture());
            texture.setOnFrameAvailableListener(new Frames(), handler);
            failure = "";
        } catch (GlError e) {
            failure = String.valueOf(e.getMessage());
        }
        tell();
    }

    /** All was taken away: make it again. */
    void reopen() {
        losses += 1;
        Object seen = shown;
        close();
        open();
        if (seen != null) show(seen);
    }

    /**
     * What the camera draws into.
     *
     * @throws IllegalStateException if this GPU cannot draw
     */
    SurfaceTexture texture() {
        if (texture == null) throw new IllegalStateException(failure);
        return texture;
    }

    /** Show pictures in a surface, which is there until {@link #hide}; one that is gone already is not drawn into. */
    void show(Object surface) {
        hide();
        if (painter == null) return;
        try {
            screen = egl.window(surface);
            painter.split(split);
            painter.showIn(screen);
            shown = surface;
        } catch (GlError e) {
            hide();
        }
    }

    void hide() {
        if (painter != null) painter.hide();
        if (screen != null) screen.dispose();
        screen = null;
        shown = null;
    }

    boolean isShown() {
        return screen != null;
    }

    void split(float place) {
        split = place;
        if (painter != null) painter.split(split);
    }

    /**
     * Draw into an encoder's surface from now on.
     *
     * @throws RuntimeException if it cannot be
     */
    void encode(Object surface) {
        if (painter == null) throw new IllegalStateException(failure);
        coded = egl.window(surface);
        painter.encodeInto(coded);
        isAimed = true;
    }

    boolean isEncoding() {
        return coded != null;
    }

    /** Whether the next picture is to go into the encoder, if there is one. */
    void aim(boolean isCoded) {
        if (coded == null || isAimed == isCoded) return;
        isAimed = isCoded;
        if (isCoded) painter.encodeInto(coded);
        else painter.stopEncoding();
    }

    void endEncoding() {
        if (coded == null) return;
        painter.stopEncoding();
        coded.dispose();
        coded = null;
    }

    Result paint(float[] matrix, PicturePlan plan, Look look, long takenNs) {
        Result done = painter.paint(matrix, plan.quarterTurns, plan.width, plan.height, look, takenNs);
        if (!accelerator.equals(enhancer.accelerator())) tell();
        return done;
    }

    String note() {
        return enhancer.note();
    }

    /** What runs the network; any thread. */
    String accelerator() {
        return accelerator;
    }

    /** What was tried to run it, a line each; any thread. */
    String tried() {
        return tried;
    }

    void close() {
        endEncoding();
        hide();
        if (texture != null) texture.release();
        if (painter != null) painter.dispose();
        if (enhancer != null) enhancer.dispose();
        if (egl != null) egl.dispose();
        texture = null;
        painter = null;
        enhancer = null;
        egl = null;
    }

    private void tell() {
        StringBuilder lines = new StringBuilder();
        if (enhancer != null) {
            accelerator = enhancer.accelerator();
            for (Try each : enhancer.tried()) lines.append(each.words()).append('\n');
        }
        if (!failure.isEmpty()) lines.append(failure).append('\n');
        tried = lines.toString();
    }

    /** The camera's pictures. */
    private final class Frames implements SurfaceTexture.OnFrameAvailableListener {
        @Override
        public void onFrameAvailable(SurfaceTexture from) {
            if (from == texture) onFrame.run();
        }
    }
}
