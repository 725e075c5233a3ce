package io.github.lowlightcam.phone.gl;

import android.opengl.GLES30;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The way of a frame, all of it on the GPU but for what is small: web/engine/enhancer.js.
 *
 * <pre>
 * camera -> shrink -> network -> (small picture and map come back, a frame later) -> Way, Scene
 * camera -> noise reduction -> enhance, with the newest map -> where the caller wants it
 * </pre>
 *
 * Nothing of the full size comes back to the processor. On the GL thread only, with its context current. For each
 * frame: {@link #begin}, {@link #render}, {@link #draw} as often as needed, {@link #finish}.
 */
public final class Enhancer {
    /** What runs the network if our passes do. */
    public static final String GLES = "gles";
    /** Nothing runs the network: pictures pass as they are. */
    public static final String NONE = "none";

    private final List<Try> tried = new ArrayList<>();
    private final Result result = new Result();
    private final GpuTimer timer = new GpuTimer();
    private final Pass copy;
    private PicturePasses passes;
    private Network network;
    private Way way;
    private long fence;
    private boolean isOpen;
    private int camera;
    private int width;
    private int height;
    private boolean isMirrored;
    private boolean isEnhanced;

    /**
     * Get ready. What cannot run the network here, or not rightly, does not run it: see {@link #tried}.
     *
     * @throws GlError if this device cannot even copy a picture
     */
    public static Enhancer create(Model model, Shaders shaders) {
        Enhancer enhancer = new Enhancer(shaders);
        enhancer.choose(model, shaders, Textures.floatFormats());
        return enhancer;
    }

    /** One that passes pictures as they are, for a GPU that was taken away too often. */
    public static Enhancer plain(Shaders shaders, String why) {
        Enhancer enhancer = new Enhancer(shaders);
        enhancer.tried.add(Try.failed(GLES, why));
        return enhancer;
    }

    private Enhancer(Shaders shaders) {
        copy = new Pass(shaders.text("copy")).check();
    }

    private void choose(Model model, Shaders shaders, int[] formats) {
        try {
            passes = new PicturePasses(shaders);
        } catch (GlError error) {
            tried.add(Try.failed(GLES, error.getMessage()));
            return;
        }
        if (formats.length == 0) {
            tried.add(Try.failed(GLES, "this GPU cannot draw floating-point numbers"));
        }
        for (int format : formats) {
            String kind = Check.kind(format);
            try {
                Network candidate = new Network(model, format);
                Try done = Check.golden(candidate, model, kind);
                tried.add(done);
                if (done.ok) {
                    network = candidate;
                    return;
                }
                candidate.dispose();
            } catch (GlError error) {
                tried.add(Try.failed(kind, error.getMessage()));
            }
        }
    }

    /** What runs the network: {@link #GLES} or {@link #NONE}. */
    public String accelerator() {
        return network == null ? NONE : GLES;
    }

    /** What was tried to run the network, in this order; the last one runs it if it is ok. */
    public List<Try> tried() {
        return Collections.unmodifiableList(tried);
    }

    /** What is done otherwise than the look has it, in words; empty if nothing is. */
    public String note() {
        boolean isTooSlow = way != null && way.pace.isTooSlow();
        return isTooSlow ? "this phone is too slow for noise reduction in this size" : "";
    }

    /**
     * Begin a frame; {@link #render} does it too if it has not been done.
     *
     * @return false if the GPU is still busy with the frame before, and this one is dropped
     */
    public boolean begin() {
        boolean isBusy = isBusy();
        if (way != null) {
            way.pace.update(isBusy, way.isCalm());
        }
        if (isBusy) {
            return false;
        }
        timer.poll();
        timer.begin();
        isOpen = true;
        return true;
    }

    /**
     * Look at a frame.
     *
     * @param cameraTexture upright RGBA8, row 0 the top; it has to stay as it is until {@link #finish}
     * @param timeMs when it was taken, by any clock
     * @return what {@link #draw} will draw, this object's own; null if the GPU is still busy with the frame before, and
     *     this one is dropped
     */
    public Result render(int cameraTexture, int frameWidth, int frameHeight, Look look, double timeMs) {
        if (!isOpen && !begin()) {
            return null;
        }
        camera = cameraTexture;
        width = frameWidth;
        height = frameHeight;
        isMirrored = look.mirror;
        try {
            look(look, timeMs);
        } catch (GlError error) {
            giveUp(error);
        }
        result.enhanced = way != null && way.hasMap();
        result.amount = way == null ? 0 : (float) way.scene.amount();
        result.gpuMs = timer.ms();
        return result;
    }

    /** Whether the frame before is still being drawn: frames would queue up, each later than the last. */
    private boolean isBusy() {
        if (fence != 0 && GLES30.glClientWaitSync(fence, 0, 0) == GLES30.GL_TIMEOUT_EXPIRED) {
            return true;
        }
        dropFence();
        return false;
    }

    private void look(Look look, double timeMs) {
        isEnhanced = false;
        if (network == null || look.mode.equals(Look.OFF)) {
            drop();
            return;
        }
        if (way == null || way.frameWidth != width || way.frameHeight != height) {
            drop();
            way = new Way(passes, network, width, height);
        }
        way.follow(camera, look, timeMs);
        way.denoise(camera, look.denoise);
        isEnhanced = way.lifts();
    }

    /** From now on frames pass as they are, and the desktop enhances them. */
    private void giveUp(GlError error) {
        tried.add(Try.failed(GLES, error.getMessage()));
        isEnhanced = false;
        drop();
        network.dispose();
        network = null;
    }

    /**
     * Draw the frame.
     *
     * @param framebuffer of the frame's size; 0 for the current surface
     * @param isFlipped the first row of that is the lowest, as it is with surfaces
     */
    public void draw(int framebuffer, boolean isFlipped) {
        Pass pass = copy;
        if (isEnhanced) {
            pass = way.isCalm() ? passes.enhanceCalm : passes.enhance;
        }
        pass.use().texture("camera", camera).set("mirror", isMirrored).set("flip", isFlipped);
        if (isEnhanced) {
            pass.texture("guided", way.guided()).set("strength", (float) way.scene.strength())
                    .set("white", (float) way.scene.white());
        }
        if (isEnhanced && way.isCalm()) {
            way.denoiser().give(pass);
        }
        pass.draw(framebuffer, width, height);
    }

    /** All of the frame is drawn. Until the GPU is through with it, further frames are dropped. */
    public void finish() {
        if (!isOpen) {
            return;
        }
        isOpen = false;
        timer.end();
        dropFence();
        fence = GLES30.glFenceSync(GLES30.GL_SYNC_GPU_COMMANDS_COMPLETE, 0);
        GLES30.glFlush();
    }

    private void dropFence() {
        if (fence != 0) {
            GLES30.glDeleteSync(fence);
        }
        fence = 0;
    }

    /** Take the next frame as the first. */
    private void drop() {
        if (way != null) {
            way.dispose();
        }
        way = null;
    }

    public void dispose() {
        drop();
        dropFence();
        timer.dispose();
        copy.dispose();
        if (network != null) {
            network.dispose();
        }
        if (passes != null) {
            passes.dispose();
        }
    }
}
