package io.github.lowlightcam.phone.gl;

import android.opengl.GLES11Ext;
import android.opengl.GLES30;

/**
 * Draws each of the camera's frames for the encoder and for the screen: enhanced, where that is to be had. On the GL
 * thread only. After {@link GlLost} it is of no use: make context and painter again, plain after the third time.
 */
public final class Painter {
    private static final String GONE = "the encoder's surface is gone";

    private final Enhancer enhancer;
    private final Ingest ingest;
    private final Pass copy;
    private final Pass preview;
    private final int cameraTexture;
    private Canvas encoder;
    private Canvas screen;
    private Target picture;
    private float split;

    /** Get ready; GlError if this device cannot draw a camera's picture at all. */
    public Painter(Enhancer enhancer, Shaders shaders) {
        this.enhancer = enhancer;
        ingest = new Ingest(shaders);
        copy = new Pass(shaders.text("copy"));
        preview = new Pass(shaders.text("preview"));
        copy.check();
        preview.check();
        cameraTexture = Textures.name();
        GLES30.glBindTexture(GLES11Ext.GL_TEXTURE_EXTERNAL_OES, cameraTexture);
        Textures.filter(GLES11Ext.GL_TEXTURE_EXTERNAL_OES, true);
    }

    /** The texture for the camera's SurfaceTexture. */
    public int cameraTexture() {
        return cameraTexture;
    }

    /** Send what is drawn to an encoder, whose size is the frames'. The canvas stays its owner's. */
    public void encodeInto(Canvas canvas) {
        encoder = canvas;
    }

    public void stopEncoding() {
        encoder = null;
    }

    /** Show what is drawn, all over a canvas, which stays its owner's. */
    public void showIn(Canvas canvas) {
        screen = canvas;
        screen.hurry();
    }

    public void hide() {
        screen = null;
        if (picture != null) {
            picture.dispose();
        }
        picture = null;
    }

    /** Left of this place of the screen, 0 to 1 of its width, is the camera's own picture; 0: nowhere. */
    public void split(float place) {
        split = place;
    }

    /**
     * Draw the newest picture of the camera.
     *
     * @param matrix of its SurfaceTexture
     * @param turns clockwise quarter turns that make it upright, 0 to 3
     * @param width of the upright picture
     * @param capturedNs when it was taken; the encoder hands that on
     * @return what was done to it; null if it was dropped, as the GPU is busy with the one before or nobody wants it
     * @throws GlError if the encoder's surface is gone
     */
    public Result paint(float[] matrix, int turns, int width, int height, Look look, long capturedNs) {
        if (encoder != null && !encoder.use()) {
            throw new GlError(GONE);
        }
        if (encoder == null && screen == null || !enhancer.begin()) {
            return null;
        }
        ingest.draw(cameraTexture, matrix, turns, width, height);
        Result result = enhancer.render(ingest.texture(), width, height, look, capturedNs / 1e6);
        if (screen == null) {
            enhancer.draw(0, true);
        } else {
            drawForBoth(width, height);
        }
        enhancer.finish();
        if (encoder != null && !encoder.present(capturedNs)) {
            throw new GlError(GONE);
        }
        if (screen != null) {
            show(look.mirror);
        }
        return result;
    }

    private void drawForBoth(int width, int height) {
        if (picture == null || picture.width != width || picture.height != height) {
            if (picture != null) {
                picture.dispose();
            }
            picture = new Target(GLES30.GL_RGBA8, width, height);
            Textures.bindLinear(picture.texture());
        }
        enhancer.draw(picture.framebuffer, false);
        if (encoder != null) {
            copy.use().texture("camera", picture.texture()).set("mirror", false).set("flip", true)
                    .draw(0, width, height);
        }
    }

    private void show(boolean isMirrored) {
        if (!screen.use()) {
            hide();
            return;
        }
        int width = screen.width();
        int height = screen.height();
        preview.use().texture("picture", picture.texture()).texture("camera", ingest.texture())
                .set("size", (float) width, (float) height).set("split", split).set("mirror", isMirrored)
                .draw(0, width, height);
        if (!screen.present()) {
            hide(); // who owns it will soon say so
        }
    }

    /** Let go of all but the enhancer and the canvases. */
    public void dispose() {
        hide();
        ingest.dispose();
        copy.dispose();
        preview.dispose();
        Textures.delete(cameraTexture);
    }
}
