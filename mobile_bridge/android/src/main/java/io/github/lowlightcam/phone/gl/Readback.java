package io.github.lowlightcam.phone.gl;

import android.opengl.GLES30;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Small textures on their way back from the GPU: they are asked for, and come when the GPU has them. Brings the same
 * targets again and again: web/engine/readback.js.
 */
final class Readback {
    private final Target[] targets;
    private final boolean[] isFloat;
    private final ByteBuffer[] memories;
    private final int[] buffers;
    private long fence;

    /**
     * Get ready.
     *
     * @param targets RGBA
     * @param isFloat of each, whether it is of floats; else of bytes
     */
    Readback(Target[] targets, boolean[] isFloat) {
        this.targets = targets;
        this.isFloat = isFloat;
        memories = new ByteBuffer[targets.length];
        buffers = new int[targets.length];
        GLES30.glGenBuffers(buffers.length, buffers, 0);
        for (int at = 0; at < targets.length; at++) {
            int bytes = (isFloat[at] ? 16 : 4) * targets[at].width * targets[at].height;
            memories[at] = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
            GLES30.glBindBuffer(GLES30.GL_PIXEL_PACK_BUFFER, buffers[at]);
            GLES30.glBufferData(GLES30.GL_PIXEL_PACK_BUFFER, bytes, null, GLES30.GL_STREAM_READ);
        }
        GLES30.glBindBuffer(GLES30.GL_PIXEL_PACK_BUFFER, 0);
    }

    /** What has come of a target. */
    ByteBuffer memory(int at) {
        return memories[at];
    }

    /** Whether they have been asked for and have not come. */
    boolean isPending() {
        return fence != 0;
    }

    /** Bring what is in the targets now at once: the GPU is waited for. */
    void read() {
        for (int at = 0; at < targets.length; at++) {
            Target target = targets[at];
            GLES30.glBindFramebuffer(GLES30.GL_FRAMEBUFFER, target.framebuffer);
            GLES30.glReadPixels(0, 0, target.width, target.height, GLES30.GL_RGBA, kind(at), memories[at]);
        }
    }

    /** Ask for what is in the targets now. */
    void ask() {
        for (int at = 0; at < targets.length; at++) {
            Target target = targets[at];
            GLES30.glBindBuffer(GLES30.GL_PIXEL_PACK_BUFFER, buffers[at]);
            GLES30.glBindFramebuffer(GLES30.GL_FRAMEBUFFER, target.framebuffer);
            GLES30.glReadPixels(0, 0, target.width, target.height, GLES30.GL_RGBA, kind(at), 0);
        }
        GLES30.glBindBuffer(GLES30.GL_PIXEL_PACK_BUFFER, 0);
        fence = GLES30.glFenceSync(GLES30.GL_SYNC_GPU_COMMANDS_COMPLETE, 0);
        GLES30.glFlush();
    }

    /** Whether they are there, in their memories. */
    boolean come() {
        if (GLES30.glClientWaitSync(fence, 0, 0) == GLES30.GL_TIMEOUT_EXPIRED) {
            return false;
        }
        drop();
        boolean isThere = true;
        for (int at = 0; at < targets.length; at++) {
            GLES30.glBindBuffer(GLES30.GL_PIXEL_PACK_BUFFER, buffers[at]);
            ByteBuffer memory = memories[at];
            // a small object for each: the framework has no other way to the bytes
            ByteBuffer mapped = (ByteBuffer) GLES30.glMapBufferRange(
                    GLES30.GL_PIXEL_PACK_BUFFER, 0, memory.capacity(), GLES30.GL_MAP_READ_BIT);
            isThere = isThere && mapped != null;
            if (mapped != null) {
                memory.clear();
                memory.put(mapped);
                memory.clear();
                GLES30.glUnmapBuffer(GLES30.GL_PIXEL_PACK_BUFFER);
            }
        }
        GLES30.glBindBuffer(GLES30.GL_PIXEL_PACK_BUFFER, 0);
        return isThere;
    }

    private int kind(int at) {
        return isFloat[at] ? GLES30.GL_FLOAT : GLES30.GL_UNSIGNED_BYTE;
    }

    private void drop() {
        if (fence != 0) {
            GLES30.glDeleteSync(fence);
        }
        fence = 0;
    }

    void dispose() {
        drop();
        GLES30.glDeleteBuffers(buffers.length, buffers, 0);
    }
}
