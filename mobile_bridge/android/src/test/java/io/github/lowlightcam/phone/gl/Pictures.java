package io.github.lowlightcam.phone.gl;

import android.opengl.ExternalTexture;
import android.opengl.GLES11Ext;
import android.opengl.GLES30;

import java.nio.ByteBuffer;
import java.util.Random;

/** Pictures for tests, RGBA bytes, row 0 the top, and their ways to the GPU and back. */
final class Pictures {
    private Pictures() {
    }

    /** A dim room, whose colours tell each place from every other, with noise. */
    static byte[] dim(int width, int height, int seed) {
        Random random = new Random(seed);
        byte[] picture = new byte[4 * width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int at = 4 * (y * width + x);
                picture[at] = (byte) (10 + 50 * x / width + random.nextInt(7));
                picture[at + 1] = (byte) (10 + 50 * y / height + random.nextInt(7));
                picture[at + 2] = (byte) (20 + random.nextInt(7));
                picture[at + 3] = (byte) 255;
            }
        }
        return picture;
    }

    static int texture(byte[] picture, int width, int height) {
        int texture = Textures.make(GLES30.GL_RGBA8, width, height);
        GLES30.glTexSubImage2D(GLES30.GL_TEXTURE_2D, 0, 0, 0, width, height, GLES30.GL_RGBA, GLES30.GL_UNSIGNED_BYTE,
                Model.direct(picture));
        return texture;
    }

    /** Let a picture be the camera's; returns the texture that holds it. */
    static int show(Painter painter, byte[] picture, int width, int height) {
        int texture = texture(picture, width, height);
        external(painter.cameraTexture(), texture);
        return texture;
    }

    /** Let an external texture show what a common one holds. */
    static void external(int name, int texture) {
        GLES30.glBindTexture(GLES11Ext.GL_TEXTURE_EXTERNAL_OES, name);
        ExternalTexture.bind(texture);
    }

    /** What has been drawn into a framebuffer, 0 for the current surface, its row 0 first. */
    static byte[] read(int framebuffer, int width, int height) {
        ByteBuffer out = ByteBuffer.allocateDirect(4 * width * height);
        GLES30.glBindFramebuffer(GLES30.GL_FRAMEBUFFER, framebuffer);
        GLES30.glReadPixels(0, 0, width, height, GLES30.GL_RGBA, GLES30.GL_UNSIGNED_BYTE, out);
        byte[] picture = new byte[out.capacity()];
        out.get(picture);
        return picture;
    }

    /** What an encoder or a screen would get of the surface that is current: row 0 the top. */
    static byte[] seen(int width, int height) {
        byte[] below = read(0, width, height);
        byte[] picture = new byte[below.length];
        for (int y = 0; y < height; y++) {
            System.arraycopy(below, 4 * width * (height - 1 - y), picture, 4 * width * y, 4 * width);
        }
        return picture;
    }

    /** Left and right changed. */
    static byte[] mirrored(byte[] picture, int width) {
        byte[] out = new byte[picture.length];
        for (int at = 0; at < picture.length / 4; at++) {
            int x = at % width;
            System.arraycopy(picture, 4 * at, out, 4 * (at - x + width - 1 - x), 4);
        }
        return out;
    }

    /** Turned clockwise by a quarter; {@code width} is that of before. */
    static byte[] turned(byte[] picture, int width) {
        int height = picture.length / 4 / width;
        byte[] out = new byte[picture.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                System.arraycopy(picture, 4 * (y * width + x), out, 4 * (x * height + height - 1 - y), 4);
            }
        }
        return out;
    }
}
