package io.github.lowlightcam.phone.gl;

import android.opengl.GLES30;

/** Textures, and what this device's are good for. */
final class Textures {
    private Textures() {
    }

    /** A texture of a sized format, such as {@code GL_RGBA8}, not filtered. */
    static int make(int format, int width, int height) {
        return make(format, width, height, false);
    }

    /** A texture of a sized format, such as {@code GL_RGBA8}. */
    static int make(int format, int width, int height, boolean isLinear) {
        int texture = name();
        GLES30.glBindTexture(GLES30.GL_TEXTURE_2D, texture);
        GLES30.glTexStorage2D(GLES30.GL_TEXTURE_2D, 1, format, width, height);
        filter(GLES30.GL_TEXTURE_2D, isLinear);
        return texture;
    }

    /** A name for a texture that is nothing yet. */
    static int name() {
        int[] names = new int[1];
        GLES30.glGenTextures(1, names, 0);
        return names[0];
    }

    /** Filter and edges of the texture that is bound. */
    static void filter(int target, boolean isLinear) {
        int how = isLinear ? GLES30.GL_LINEAR : GLES30.GL_NEAREST;
        GLES30.glTexParameteri(target, GLES30.GL_TEXTURE_MIN_FILTER, how);
        GLES30.glTexParameteri(target, GLES30.GL_TEXTURE_MAG_FILTER, how);
        GLES30.glTexParameteri(target, GLES30.GL_TEXTURE_WRAP_S, GLES30.GL_CLAMP_TO_EDGE);
        GLES30.glTexParameteri(target, GLES30.GL_TEXTURE_WRAP_T, GLES30.GL_CLAMP_TO_EDGE);
    }

    /** Filter a texture, from now on. */
    static void bindLinear(int texture) {
        GLES30.glBindTexture(GLES30.GL_TEXTURE_2D, texture);
        filter(GLES30.GL_TEXTURE_2D, true);
    }

    static void delete(int texture) {
        GLES30.glDeleteTextures(1, new int[] {texture}, 0);
    }

    static boolean has(String extension) {
        String all = GLES30.glGetString(GLES30.GL_EXTENSIONS);
        return all != null && (" " + all + " ").contains(" " + extension + " ");
    }

    /** Sized formats of textures of floats that this device can draw into, the most exact first. */
    static int[] floatFormats() {
        if (has("GL_EXT_color_buffer_float")) {
            return new int[] {GLES30.GL_RGBA32F, GLES30.GL_RGBA16F};
        }
        return has("GL_EXT_color_buffer_half_float") ? new int[] {GLES30.GL_RGBA16F} : new int[0];
    }
}
