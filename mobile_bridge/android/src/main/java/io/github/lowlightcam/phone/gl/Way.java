package io.github.lowlightcam.phone.gl;

import android.opengl.GLES30;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/**
 * What frames of one size need on their way: textures, state, and what comes back from the GPU: web/engine/way.js.
 * Allocates once.
 */
final class Way {
    final int frameWidth;
    final int frameHeight;
    final Scene scene;
    final Pace pace = new Pace();
    private final PicturePasses passes;
    private final Network network;
    private final int width;
    private final int height;
    private final Target small;
    private final Target samples;
    private final int guided;
    private final FloatBuffer guidedFloats;
    private final Readback readback;
    private final IntBuffer comeWords;
    private final FloatBuffer comeMap;
    private final byte[] pixels;
    private final int[] words = new int[NoiseLevel.COLUMNS * NoiseLevel.ROWS];
    private final float[] map;
    private final SceneWatch watch;
    private final NoiseLevel noise = new NoiseLevel();
    private Denoiser denoiser;
    private double timeMs; // of the picture that was asked for, and of the one before that
    private double formerMs = Double.NaN;
    private boolean hasMap;
    private boolean lifts;
    private boolean isCalm;

    /** Get ready; GlError if this device cannot. */
    Way(PicturePasses passes, Network network, int frameWidth, int frameHeight) {
        this.passes = passes;
        this.network = network;
        this.frameWidth = frameWidth;
        this.frameHeight = frameHeight;
        int longest = Math.max(frameWidth, frameHeight);
        width = Network.smallSide(frameWidth, longest, network.longSide);
        height = Network.smallSide(frameHeight, longest, network.longSide);
        network.configure(width, height);
        small = new Target(GLES30.GL_RGBA8, width, height);
        samples = new Target(GLES30.GL_RGBA8, NoiseLevel.COLUMNS, NoiseLevel.ROWS);
        guided = Textures.make(GLES30.GL_RG16F, width, height, true);
        guidedFloats = ByteBuffer.allocateDirect(8 * width * height).order(ByteOrder.nativeOrder()).asFloatBuffer();
        Target made = network.map();
        readback = new Readback(new Target[] {small, samples, made}, new boolean[] {false, false, true});
        ByteBuffer word = readback.memory(1).duplicate().order(ByteOrder.LITTLE_ENDIAN);
        comeWords = word.asIntBuffer();
        comeMap = readback.memory(2).asFloatBuffer();
        pixels = new byte[4 * width * height];
        map = new float[made.width * made.height];
        scene = new Scene(width, height, made.width, made.height);
        watch = new SceneWatch(width, height);
    }

    /** Whether a map has come; before, nothing can be said of frames. */
    boolean hasMap() {
        return hasMap;
    }

    /** Whether frames are to be drawn with {@link #guided} and the strength of {@link #scene}. */
    boolean lifts() {
        return lifts;
    }

    /** Whether noise was taken down in the last frame. */
    boolean isCalm() {
        return isCalm;
    }

    /** Slope and start of r, in red and green. */
    int guided() {
        return guided;
    }

    /** Gives the noise of the last frame to its pass, if {@link #isCalm}. */
    Denoiser denoiser() {
        return denoiser;
    }

    /** Look at a frame, and take over what has come back of former ones; the first is waited for. */
    void follow(int camera, Look look, double frameMs) {
        if (readback.isPending() && readback.come()) {
            take(look);
        }
        if (readback.isPending()) {
            return;
        }
        passes.shrink.use().texture("camera", camera).set("small", width, height).draw(small);
        passes.samples.use().texture("camera", camera).set("count", samples.width, samples.height).draw(samples);
        network.run(small.texture());
        timeMs = frameMs;
        if (hasMap) {
            readback.ask();
        } else {
            readback.read();
            take(look);
        }
    }

    /** Take over what has come back. */
    private void take(Look look) {
        ByteBuffer come = readback.memory(0);
        come.clear();
        come.get(pixels);
        comeWords.clear();
        comeWords.get(words);
        for (int at = 0; at < map.length; at++) {
            map[at] = comeMap.get(4 * at);
        }
        double elapsedS = Double.isNaN(formerMs) ? 0 : (timeMs - formerMs) / 1000;
        formerMs = timeMs;
        hasMap = true;
        lifts = scene.update(pixels, map, look, elapsedS);
        if (lifts) {
            guidedFloats.clear();
            guidedFloats.put(scene.guided());
            guidedFloats.clear();
            GLES30.glBindTexture(GLES30.GL_TEXTURE_2D, guided);
            GLES30.glTexSubImage2D(GLES30.GL_TEXTURE_2D, 0, 0, 0, width, height, GLES30.GL_RG, GLES30.GL_FLOAT,
                    guidedFloats);
        }
        if (lifts && look.denoise > 0) {
            watch.update(pixels);
            noise.update(words, watch.light(), watch.isStill());
        } else {
            forgetNoise();
        }
    }

    /** Take the noise of a frame down: not before it is known, nor on a phone too slow for it. */
    void denoise(int camera, float amount) {
        isCalm = lifts && amount > 0 && noise.isKnown() && !pace.isTooSlow();
        if (isCalm) {
            if (denoiser == null) {
                denoiser = new Denoiser(passes, frameWidth, frameHeight);
            }
            denoiser.update(camera, noise.noise(), Math.min(amount, 1));
        } else if (denoiser != null) {
            denoiser.forget();
        }
    }

    /** Take the next frame as the first: this one keeps its noise. */
    private void forgetNoise() {
        noise.forget();
        watch.forget();
        if (denoiser != null) {
            denoiser.forget();
        }
    }

    void dispose() {
        readback.dispose();
        if (denoiser != null) {
            denoiser.dispose();
        }
        small.dispose();
        samples.dispose();
        Textures.delete(guided);
    }
}
