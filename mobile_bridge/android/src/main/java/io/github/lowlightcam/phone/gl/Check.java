package io.github.lowlightcam.phone.gl;

import android.opengl.GLES30;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Locale;

/**
 * No accelerator is trusted before it has made the maps that the desktop's interpreter makes: web/engine/check.js.
 * On the GL thread only.
 */
final class Check {
    /** Largest difference that is let pass: one level of eight bits. */
    static final double ALLOWED = 1.0 / 255;

    private Check() {
    }

    /** What a network is called that draws into such textures. */
    static String kind(int format) {
        return format == GLES30.GL_RGBA32F ? Enhancer.GLES : Enhancer.GLES + "-half";
    }

    /** Let a network make the golden maps. */
    static Try golden(Network network, Model model, String kind) {
        double worst = 0;
        long start = System.nanoTime();
        for (Model.Golden golden : model.golden) {
            float[] map = map(network, golden.small, golden.width, golden.height);
            if (map.length != golden.map.length) {
                worst = Double.POSITIVE_INFINITY;
                break;
            }
            for (int at = 0; at < map.length; at++) {
                double off = Math.abs((double) map[at] - golden.map[at]);
                worst = Math.max(worst, Double.isNaN(off) ? Double.POSITIVE_INFINITY : off);
            }
        }
        double ms = (System.nanoTime() - start) / 1e6 / Math.max(model.golden.size(), 1);
        boolean isRight = worst <= ALLOWED;
        return new Try(kind, isRight, isRight ? "" : wrong(255 * worst), 255 * worst, ms);
    }

    private static String wrong(double levels) {
        return Double.isInfinite(levels)
                ? "its maps are no numbers, or too few"
                : String.format(Locale.ROOT, "its maps are wrong (by %.1f levels)", levels);
    }

    /** The map of a small picture, RGBA bytes; the GPU is waited for. */
    static float[] map(Network network, ByteBuffer small, int width, int height) {
        network.configure(width, height);
        int texture = Textures.make(GLES30.GL_RGBA8, width, height);
        small.rewind();
        GLES30.glTexSubImage2D(GLES30.GL_TEXTURE_2D, 0, 0, 0, width, height, GLES30.GL_RGBA,
                GLES30.GL_UNSIGNED_BYTE, small);
        network.run(texture);
        Textures.delete(texture);
        Target made = network.map();
        float[] map = new float[made.width * made.height];
        FloatBuffer come = ByteBuffer.allocateDirect(16 * map.length).order(ByteOrder.nativeOrder()).asFloatBuffer();
        GLES30.glBindFramebuffer(GLES30.GL_FRAMEBUFFER, made.framebuffer);
        GLES30.glReadPixels(0, 0, made.width, made.height, GLES30.GL_RGBA, GLES30.GL_FLOAT, come);
        for (int at = 0; at < map.length; at++) {
            map[at] = come.get(4 * at);
        }
        return map;
    }
}
