package android.opengl;

import java.nio.Buffer;

public class GLES30 extends GLES20 {
    public static final int GL_RGBA8 = 0x8058;
    public static final int GL_R8 = 0x8229;
    public static final int GL_RG8 = 0x822b;
    public static final int GL_RGBA16F = 0x881a;
    public static final int GL_R16F = 0x822d;
    public static final int GL_R32F = 0x822e;
    public static final int GL_RGBA32F = 0x8814;
    public static final int GL_RG16F = 0x822f;
    public static final int GL_RG16I = 0x8239;
    public static final int GL_RGBA16UI = 0x8d76;
    public static final int GL_R32UI = 0x8236;
    public static final int GL_RG32UI = 0x823c;
    public static final int GL_RGBA32UI = 0x8d70;
    public static final int GL_RGBA8UI = 0x8d7c;
    public static final int GL_RED = 0x1903;
    public static final int GL_RG = 0x8227;
    public static final int GL_RGBA_INTEGER = 0x8d99;
    public static final int GL_RED_INTEGER = 0x8d94;
    public static final int GL_RG_INTEGER = 0x8228;
    public static final int GL_HALF_FLOAT = 0x140b;
    public static final int GL_READ_FRAMEBUFFER = 0x8ca8;
    public static final int GL_DRAW_FRAMEBUFFER = 0x8ca9;
    public static final int GL_COLOR = 0x1800;
    public static final int GL_COLOR_ATTACHMENT1 = 0x8ce1;
    public static final int GL_COLOR_ATTACHMENT2 = 0x8ce2;
    public static final int GL_COLOR_ATTACHMENT3 = 0x8ce3;
    public static final int GL_PIXEL_PACK_BUFFER = 0x88eb;
    public static final int GL_PIXEL_UNPACK_BUFFER = 0x88ec;
    public static final int GL_STREAM_READ = 0x88e1;
    public static final int GL_MAP_READ_BIT = 1;
    public static final int GL_SYNC_GPU_COMMANDS_COMPLETE = 0x9117;
    public static final int GL_ALREADY_SIGNALED = 0x911a;
    public static final int GL_CONDITION_SATISFIED = 0x911c;
    public static final int GL_TIMEOUT_EXPIRED = 0x911b;
    public static final int GL_WAIT_FAILED = 0x911d;
    public static final int GL_SYNC_FLUSH_COMMANDS_BIT = 1;
    public static final int GL_QUERY_RESULT = 0x8866;
    public static final int GL_QUERY_RESULT_AVAILABLE = 0x8867;
    public static final int GL_NUM_EXTENSIONS = 0x821d;
    public static final int GL_MAX_COLOR_ATTACHMENTS = 0x8cdf;
    public static final int GL_MAX_DRAW_BUFFERS = 0x8824;
    public static final int GL_MAX_FRAGMENT_UNIFORM_COMPONENTS = 0x8b49;
    public static final int GL_MAX_3D_TEXTURE_SIZE = 0x8073;
    public static final int GL_MAX_ARRAY_TEXTURE_LAYERS = 0x88ff;
    public static final int GL_UNIFORM_BUFFER = 0x8a11;
    public static final int GL_MAX_UNIFORM_BLOCK_SIZE = 0x8a30;
    public static final int GL_PACK_ROW_LENGTH = 0xd02;
    public static final int GL_UNPACK_ROW_LENGTH = 0xcf2;
    public static final int GL_TEXTURE_2D_ARRAY = 0x8c1a;
    public static final int GL_TEXTURE_3D = 0x806f;
    public static void glBeginQuery(int target, int id) { throw new RuntimeException("stub"); }
    public static void glBindBufferBase(int target, int index, int buffer) { throw new RuntimeException("stub"); }
    public static void glBindSampler(int unit, int sampler) { throw new RuntimeException("stub"); }
    public static void glBindVertexArray(int array) { throw new RuntimeException("stub"); }
    public static void glBlitFramebuffer(int srcX0, int srcY0, int srcX1, int srcY1, int dstX0, int dstY0, int dstX1,
            int dstY1, int mask, int filter) { throw new RuntimeException("stub"); }
    public static void glClearBufferfv(int buffer, int drawbuffer, float[] value,
            int offset) { throw new RuntimeException("stub"); }
    public static int glClientWaitSync(long sync, int flags, long timeout) { throw new RuntimeException("stub"); }
    public static void glDeleteQueries(int n, int[] ids, int offset) { throw new RuntimeException("stub"); }
    public static void glDeleteSync(long sync) { throw new RuntimeException("stub"); }
    public static void glDeleteVertexArrays(int n, int[] arrays, int offset) { throw new RuntimeException("stub"); }
    public static void glDrawBuffers(int n, int[] bufs, int offset) { throw new RuntimeException("stub"); }
    public static void glEndQuery(int target) { throw new RuntimeException("stub"); }
    public static long glFenceSync(int condition, int flags) { throw new RuntimeException("stub"); }
    public static void glGenQueries(int n, int[] ids, int offset) { throw new RuntimeException("stub"); }
    public static void glGenVertexArrays(int n, int[] arrays, int offset) { throw new RuntimeException("stub"); }
    public static void glGetQueryObjectuiv(int id, int pname, int[] params,
            int offset) { throw new RuntimeException("stub"); }
    public static void glGetQueryiv(int target, int pname, int[] params,
            int offset) { throw new RuntimeException("stub"); }
    public static String glGetStringi(int name, int index) { throw new RuntimeException("stub"); }
    public static int glGetUniformBlockIndex(int program,
            String uniformBlockName) { throw new RuntimeException("stub"); }
    public static void glInvalidateFramebuffer(int target, int numAttachments, int[] attachments,
            int offset) { throw new RuntimeException("stub"); }
    public static Buffer glMapBufferRange(int target, int offset, int length,
            int access) { throw new RuntimeException("stub"); }
    public static void glReadBuffer(int mode) { throw new RuntimeException("stub"); }
    public static void glReadPixels(int x, int y, int width, int height, int format, int type,
            int offset) { throw new RuntimeException("stub"); }
    public static void glTexStorage2D(int target, int levels, int internalformat, int width,
            int height) { throw new RuntimeException("stub"); }
    public static void glUniform1ui(int location, int v0) { throw new RuntimeException("stub"); }
    public static void glUniform2ui(int location, int v0, int v1) { throw new RuntimeException("stub"); }
    public static void glUniform4uiv(int location, int count, int[] value,
            int offset) { throw new RuntimeException("stub"); }
    public static void glUniformBlockBinding(int program, int uniformBlockIndex,
            int uniformBlockBinding) { throw new RuntimeException("stub"); }
    public static boolean glUnmapBuffer(int target) { throw new RuntimeException("stub"); }
}
