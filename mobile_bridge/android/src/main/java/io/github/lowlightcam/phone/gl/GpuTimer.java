package io.github.lowlightcam.phone.gl;

import android.opengl.GLES30;

/** What the GPU takes, where the driver tells: one measurement after the other, each when the one before is known. */
final class GpuTimer {
    private static final int TIME_ELAPSED = 0x88BF; // of EXT_disjoint_timer_query
    private static final int GPU_DISJOINT = 0x8FBB;
    private static final int MOST_ERRORS = 16; // a context that is lost may give them without end

    private final int[] query = new int[1];
    private final int[] answer = new int[1];
    private boolean isTiming = Textures.has("GL_EXT_disjoint_timer_query");
    private boolean isProven;
    private boolean isOpen;
    private boolean isPending;
    private Double ms;

    /** Milliseconds of the last measurement that is known, or null. */
    Double ms() {
        return ms;
    }

    void begin() {
        if (!isTiming || isPending) {
            return;
        }
        if (query[0] == 0) {
            GLES30.glGenQueries(1, query, 0);
        }
        if (isProven) {
            GLES30.glBeginQuery(TIME_ELAPSED, query[0]);
            isOpen = true;
        } else {
            prove();
        }
    }

    /** Some drivers name the extension and do not have it. To ask for errors may cost time, so it is done once. */
    private void prove() {
        for (int at = 0; at < MOST_ERRORS && GLES30.glGetError() != GLES30.GL_NO_ERROR; at++) {
            continue; // of before
        }
        GLES30.glBeginQuery(TIME_ELAPSED, query[0]);
        isProven = GLES30.glGetError() == GLES30.GL_NO_ERROR;
        isTiming = isProven;
        isOpen = isProven;
    }

    void end() {
        if (isOpen) {
            GLES30.glEndQuery(TIME_ELAPSED);
            isPending = true;
        }
        isOpen = false;
    }

    /** Take over what is known by now. */
    void poll() {
        if (!isPending) {
            return;
        }
        GLES30.glGetQueryObjectuiv(query[0], GLES30.GL_QUERY_RESULT_AVAILABLE, answer, 0);
        if (answer[0] == 0) {
            return;
        }
        isPending = false;
        GLES30.glGetIntegerv(GPU_DISJOINT, answer, 0);
        boolean isTrue = answer[0] == 0; // else another program has had the GPU in between
        GLES30.glGetQueryObjectuiv(query[0], GLES30.GL_QUERY_RESULT, answer, 0);
        if (isTrue) {
            ms = (answer[0] & 0xFFFFFFFFL) / 1e6;
        }
    }

    void dispose() {
        end();
        GLES30.glDeleteQueries(1, query, 0);
    }
}
