package io.github.lowlightcam.phone.gl;

import android.opengl.GLES30;

/** A texture that can be drawn into, or several of them at once. */
final class Target {
    final int width;
    final int height;
    final int framebuffer;
    private final int[] textures;
    private final int[] places;

    /** One texture of a sized format; GlError if this device cannot draw into it. */
    Target(int format, int width, int height) {
        this(format, width, height, 1);
    }

    /** Several textures of a sized format; GlError if this device cannot draw into them. */
    Target(int format, int width, int height, int count) {
        this.width = width;
        this.height = height;
        textures = new int[count];
        places = new int[count];
        for (int at = 0; at < count; at++) {
            textures[at] = Textures.make(format, width, height);
            places[at] = GLES30.GL_COLOR_ATTACHMENT0 + at;
        }
        int[] names = new int[1];
        GLES30.glGenFramebuffers(1, names, 0);
        framebuffer = names[0];
        GLES30.glBindFramebuffer(GLES30.GL_FRAMEBUFFER, framebuffer);
        for (int at = 0; at < count; at++) {
            GLES30.glFramebufferTexture2D(GLES30.GL_FRAMEBUFFER, places[at], GLES30.GL_TEXTURE_2D, textures[at], 0);
        }
        GLES30.glDrawBuffers(count, places, 0);
        if (GLES30.glCheckFramebufferStatus(GLES30.GL_FRAMEBUFFER) != GLES30.GL_FRAMEBUFFER_COMPLETE) {
            dispose();
            throw new GlError("this GPU cannot draw into such a texture");
        }
    }

    /** What is there is not needed, as all of it will be drawn over: a GPU that works in tiles need not fetch it. */
    void discard() {
        GLES30.glBindFramebuffer(GLES30.GL_FRAMEBUFFER, framebuffer);
        GLES30.glInvalidateFramebuffer(GLES30.GL_FRAMEBUFFER, places.length, places, 0);
    }

    int texture() {
        return textures[0];
    }

    int texture(int at) {
        return textures[at];
    }

    void dispose() {
        GLES30.glDeleteTextures(textures.length, textures, 0);
        GLES30.glDeleteFramebuffers(1, new int[] {framebuffer}, 0);
    }
}
