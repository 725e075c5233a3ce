package android.opengl;

import java.nio.Buffer;

public class GLES30 extends GLES20 {
    public static final int GL_RGBA8 = 0x8058;
    public static final int GL_RGBA16F = 0x881a;
    public static final int GL_RGBA32F = 0x8814;
    public static final int GL_RG16F = 0x822f;
    public static final int GL_RG16I = 0x8239;
    public static final int GL_RGBA16UI = 0x8d76;
    public static final int GL_RG = 0x8227;
    public static final int GL_PIXEL_PACK_BUFFER = 0x88eb;
    public static final int GL_STREAM_READ = 0x88e1;
    public static final int GL_MAP_READ_BIT = 1;
    public static final int GL_SYNC_GPU_COMMANDS_COMPLETE = 0x9117;
    public static final int GL_TIMEOUT_EXPIRED = 0x911b;
    public static final int GL_QUERY_RESULT = 0x8866;
    public static final int GL_QUERY_RESULT_AVAILABLE = 0x8867;
    public static final int GL_MAX_COLOR_ATTACHMENTS = 0x8cdf;
    public static final int GL_MAX_DRAW_BUFFERS = 0x8824;
    public static void glBeginQuery(int target, int id) { throw new RuntimeException("stub"); }
    public static int glClientWaitSync(long sync, int flags, long timeout) { throw new RuntimeException("stub"); }
    public static void glDeleteQueries(int n, int[] ids, int offset) { throw new RuntimeException("stub"); }
    public static void glDeleteSync(long sync) { throw new RuntimeException("stub"); }
    public static void glDrawBuffers(int n, int[] bufs, int offset) { throw new RuntimeException("stub"); }
    public static void glEndQuery(int target) { throw new RuntimeException("stub"); }
    public static long glFenceSync(int condition, int flags) { throw new RuntimeException("stub"); }
    public static void glGenQueries(int n, int[] ids, int offset) { throw new RuntimeException("stub"); }
    public static void glGetQueryObjectuiv(int id, int pname, int[] params,
            int offset) { throw new RuntimeException("stub"); }
    public static void glInvalidateFramebuffer(int target, int numAttachments, int[] attachments,
            int offset) { throw new RuntimeException("stub"); }
    public static Buffer glMapBufferRange(int target, int offset, int length,
            int access) { throw new RuntimeException("stub"); }
    public static void glReadPixels(int x, int y, int width, int height, int format, int type,
            int offset) { throw new RuntimeException("stub"); }
    public static void glTexStorage2D(int target, int levels, int internalformat, int width,
            int height) { throw new RuntimeException("stub"); }
    public static boolean glUnmapBuffer(int target) { throw new RuntimeException("stub"); }
}
