package io.github.lowlightcam.phone.gl;

import android.opengl.GLES30;

/** The driver's errors, which wait until they are asked for. */
final class Errors {
    private static final int MOST = 16; // a context that is lost may give one without end

    private Errors() {
    }

    /** Forget those of before. */
    static void clear() {
        for (int at = 0; at < MOST && GLES30.glGetError() != GLES30.GL_NO_ERROR; at++) {
            continue;
        }
    }
}
