package io.github.lowlightcam.phone.gl;

import android.opengl.GLES30;

/**
 * Takes down the noise of frames of one size, as kernels/denoise.py has it: over time with a history per quad of 2 x 2
 * pixels, then along the rows; along the columns is enhance.frag's. What is remembered lies in textures of integers,
 * which every device with OpenGL ES 3 can draw into: web/engine/denoiser.js.
 */
final class Denoiser {
    private final PicturePasses passes;
    private final Target soft;
    private final Target deviations;
    private Target past;
    private Target now;
    private Noise noise;
    private float amount;
    private boolean isFresh = true;
    private boolean wasFresh;

    Denoiser(PicturePasses passes, int frameWidth, int frameHeight) {
        this.passes = passes;
        int width = (frameWidth + 1) / 2;
        int height = (frameHeight + 1) / 2;
        past = new Target(GLES30.GL_RGBA16UI, width, height, 2);
        now = new Target(GLES30.GL_RGBA16UI, width, height, 2);
        soft = new Target(GLES30.GL_RGBA16UI, width, height, 2);
        deviations = new Target(GLES30.GL_RG16I, width, height);
    }

    /** Take the next frame as the first. */
    void forget() {
        isFresh = true;
    }

    /**
     * Look at a frame; {@link #give} then gives enhance.frag what it needs of it.
     *
     * @param amount of the noise that is taken away, above 0 and up to 1
     */
    void update(int camera, Noise noise, float amount) {
        this.noise = noise;
        this.amount = amount;
        if (!isFresh) {
            Pass deviation = passes.deviation.use().texture("camera", camera).texture("pastChroma", past.texture(1));
            setNoise(deviation).draw(deviations);
        }
        passes.follow.use().texture("camera", camera).texture("deviations", deviations.texture())
                .texture("pastLuma", past.texture(0)).texture("pastChroma", past.texture(1))
                .set("likeness", (float) noise.likeness).set("fresh", isFresh).draw(now);
        Pass soften = passes.soften.use().texture("calmLuma", now.texture(0)).texture("calmChroma", now.texture(1));
        setNoise(soften).set("fresh", isFresh).draw(soft);
        Target free = past;
        past = now;
        now = free;
        wasFresh = isFresh;
        isFresh = false;
    }

    /** Give a pass the last frame, soft. */
    void give(Pass pass) {
        setNoise(pass).texture("softLuma", soft.texture(0)).texture("softChroma", soft.texture(1))
                .set("amount", amount).set("fresh", wasFresh);
    }

    private Pass setNoise(Pass pass) {
        return pass.set("noise", (float) noise.start, (float) noise.slope, (float) noise.least, (float) noise.chroma);
    }

    void dispose() {
        past.dispose();
        now.dispose();
        soft.dispose();
        deviations.dispose();
    }
}
