package io.github.lowlightcam.phone.app;

import android.graphics.SurfaceTexture;
import android.os.Handler;
import android.os.SystemClock;
import android.view.Surface;
import io.github.lowlightcam.phone.core.Figures;
import io.github.lowlightcam.phone.core.FrameClock;
import io.github.lowlightcam.phone.core.FrameGate;
import io.github.lowlightcam.phone.core.PicturePlan;
import io.github.lowlightcam.phone.core.Rates;
import io.github.lowlightcam.phone.gl.GlError;
import io.github.lowlightcam.phone.gl.GlLost;
import io.github.lowlightcam.phone.gl.Look;
import io.github.lowlightcam.phone.gl.Result;

/** The way of a frame, on the thread that draws. What is called elsewhere says so. */
final class Easel implements Runnable {
    /** Is told on the thread that draws, or on the encoder's. */
    interface Listener {
        void onEncoderFailed(int turn, String words);

        /** What the camera draws into is gone. */
        void onPictureLost();
    }

    private final Gpu gpu;
    private final Sender sender;
    private final Hints hints;
    private final Listener listener;
    private final Rates rates = new Rates();
    private final FrameGate gate = new FrameGate();
    private final float[] matrix = new float[16];
    private final Figures latest = new Figures();
    private PicturePlan plan = PicturePlan.NONE;
    private Look look;
    private boolean isByAndroid;
    private int turn;

    Easel(Assets assets, Look look, Sender sender, Hints hints, Handler handler, Listener listener) {
        this.look = look;
        this.sender = sender;
        this.hints = hints;
        this.listener = listener;
        gpu = new Gpu(assets, handler, this);
    }

    void open() {
        hints.begin();
        gpu.open();
    }

    void close() {
        stop();
        gpu.close();
        hints.end();
    }

    Gpu gpu() {
        return gpu;
    }

    /** A surface for the camera to draw into; IllegalStateException if this GPU cannot draw. */
    Surface surface(int width, int height) {
        SurfaceTexture texture = gpu.texture();
        texture.setDefaultBufferSize(width, height);
        return new Surface(texture);
    }

    void look(Look next, boolean byAndroid) {
        look = next;
        isByAndroid = byAndroid;
    }

    void draw(PicturePlan next) {
        plan = next;
        hints.aim(next.fps);
    }

    void start(final int ofTurn, PicturePlan next, boolean inSoftware) {
        stop();
        turn = ofTurn;
        draw(next);
        try {
            gpu.encode(sender.begin(next, inSoftware, new Sender.Failing() {
                @Override
                public void fail(String words) {
                    listener.onEncoderFailed(ofTurn, words);
                }
            }));
        } catch (Exception e) { // each phone has its own
            fail(String.valueOf(e.getMessage()));
        }
    }

    /** Stop the encoder of this turn, if it is still that. */
    void stop(int ofTurn) {
        if (ofTurn == turn) stop();
    }

    void stop() {
        gpu.endEncoding();
        sender.release();
    }

    /** Any thread, once a second. */
    Figures turn() {
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

    /** The camera has given a picture. */
    @Override
    public void run() {
        long startNs = System.nanoTime();
        rates.see();
        try {
            SurfaceTexture texture = gpu.texture();
            texture.updateTexImage();
            texture.getTransformMatrix(matrix);
            long elapsedNs = SystemClock.elapsedRealtimeNanos();
            paint(FrameClock.toNanoTime(texture.getTimestamp(), startNs, elapsedNs), startNs);
        } catch (GlLost | IllegalStateException e) { // a texture whose context is lost says it in the second way
            if (gpu.isEncoding()) fail("the GPU was taken away");
            gpu.reopen();
            listener.onPictureLost();
        } catch (GlError e) {
            if (gpu.isEncoding()) fail(e.getMessage());
            note(0, Double.NaN, false, e.getMessage());
        }
    }

    private void paint(long takenNs, long startNs) {
        if (plan.equals(PicturePlan.NONE) || !gate.pass(takenNs, plan.fps)) return;
        boolean isCoded = gpu.isEncoding() && !sender.isFull();
        if (isCoded) sender.give(takenNs / 1000); // before it is drawn: the encoder may be quick
        gpu.aim(isCoded);
        Result done = gpu.paint(matrix, plan, look, takenNs);
        if (done == null) {
            if (isCoded) sender.takeBack();
            else if (gpu.isShown()) sender.drop();
            return;
        }
        boolean isEnhanced = done.enhanced || isByAndroid;
        if (isCoded) sender.mark(isEnhanced, isByAndroid ? "android" : gpu.accelerator());
        long tookNs = System.nanoTime() - startNs;
        rates.add(tookNs / 1e6);
        hints.report(tookNs);
        note(done.amount, done.gpuMs == null ? Double.NaN : done.gpuMs, isEnhanced, gpu.note());
    }

    private void note(float amount, double gpuMs, boolean isEnhanced, String words) {
        synchronized (latest) {
            latest.amount = amount;
            latest.gpuMs = (float) gpuMs;
            latest.enhanced = isEnhanced;
            latest.note = words;
        }
    }

    private void fail(String words) {
        stop();
        listener.onEncoderFailed(turn, words);
    }
}
