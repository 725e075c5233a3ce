package android.opengl;

import java.nio.Buffer;

import com.sun.jna.Native;
import com.sun.jna.Pointer;

/** As on Android, by JNA: what the app calls of it, on this computer's libGLESv2. */
public class GLES30 extends GLES20 {
    public static final int GL_MAP_READ_BIT = 0x0001;
    public static final int GL_MAX_COLOR_ATTACHMENTS = 0x8CDF;
    public static final int GL_MAX_DRAW_BUFFERS = 0x8824;
    public static final int GL_PIXEL_PACK_BUFFER = 0x88EB;
    public static final int GL_QUERY_RESULT = 0x8866;
    public static final int GL_QUERY_RESULT_AVAILABLE = 0x8867;
    public static final int GL_RG = 0x8227;
    public static final int GL_RG16F = 0x822F;
    public static final int GL_RG16I = 0x8239;
    public static final int GL_RGBA16F = 0x881A;
    public static final int GL_RGBA16UI = 0x8D76;
    public static final int GL_RGBA32F = 0x8814;
    public static final int GL_RGBA8 = 0x8058;
    public static final int GL_STREAM_READ = 0x88E1;
    public static final int GL_SYNC_GPU_COMMANDS_COMPLETE = 0x9117;
    public static final int GL_TIMEOUT_EXPIRED = 0x911B;

    private static boolean isBusy;

    static {
        Native.register(GLES30.class, LIBRARY);
        Native.register(C.class, LIBRARY);
    }

    public static native void glBeginQuery(int target, int id);

    public static int glClientWaitSync(long sync, int flags, long timeout) {
        return isBusy ? GL_TIMEOUT_EXPIRED : C.glClientWaitSync(sync, flags, timeout);
    }

    public static void glDeleteQueries(int n, int[] ids, int offset) {
        C.glDeleteQueries(n, from(ids, offset));
    }

    public static native void glDeleteSync(long sync);

    public static void glDrawBuffers(int n, int[] bufs, int offset) {
        C.glDrawBuffers(n, from(bufs, offset));
    }

    public static native void glEndQuery(int target);

    public static native long glFenceSync(int condition, int flags);

    public static void glGenQueries(int n, int[] ids, int offset) {
        C.glGenQueries(n, from(ids, offset));
    }

    public static void glGetQueryObjectuiv(int id, int pname, int[] params, int offset) {
        C.glGetQueryObjectuiv(id, pname, from(params, offset));
    }

    public static void glInvalidateFramebuffer(int target, int numAttachments, int[] attachments, int offset) {
        C.glInvalidateFramebuffer(target, numAttachments, from(attachments, offset));
    }

    public static Buffer glMapBufferRange(int target, int offset, int length, int access) {
        Pointer mapped = C.glMapBufferRange(target, offset, length, access);
        return mapped == null ? null : mapped.getByteBuffer(0, length);
    }

    public static void glReadPixels(int x, int y, int width, int height, int format, int type, int offset) {
        C.glReadPixels(x, y, width, height, format, type, offset);
    }

    public static native void glTexStorage2D(int target, int levels, int internalformat, int width, int height);

    public static native boolean glUnmapBuffer(int target);

    /** For tests: as if the GPU were not through with anything. */
    public static void keepBusy(boolean keepsBusy) {
        isBusy = keepsBusy;
    }

    private static final class C {
        static native int glClientWaitSync(long sync, int flags, long timeout);

        static native void glDeleteQueries(int n, int[] ids);

        static native void glDrawBuffers(int n, int[] bufs);

        static native void glGenQueries(int n, int[] ids);

        static native void glGetQueryObjectuiv(int id, int pname, int[] params);

        static native void glInvalidateFramebuffer(int target, int count, int[] attachments);

        static native Pointer glMapBufferRange(int target, long offset, long length, int access);

        static native void glReadPixels(int x, int y, int width, int height, int format, int type, long offset);
    }
}
