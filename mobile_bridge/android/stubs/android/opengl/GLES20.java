package android.opengl;

import java.nio.Buffer;

public class GLES20 {
    public static final int GL_NO_ERROR = 0;
    public static final int GL_TRIANGLES = 4;
    public static final int GL_COLOR_BUFFER_BIT = 0x4000;
    public static final int GL_DITHER = 0xbd0;
    public static final int GL_SCISSOR_TEST = 0xc11;
    public static final int GL_TEXTURE0 = 0x84c0;
    public static final int GL_TEXTURE_2D = 0xde1;
    public static final int GL_TEXTURE_MIN_FILTER = 0x2801;
    public static final int GL_TEXTURE_MAG_FILTER = 0x2800;
    public static final int GL_TEXTURE_WRAP_S = 0x2802;
    public static final int GL_TEXTURE_WRAP_T = 0x2803;
    public static final int GL_NEAREST = 0x2600;
    public static final int GL_LINEAR = 0x2601;
    public static final int GL_CLAMP_TO_EDGE = 0x812f;
    public static final int GL_FRAMEBUFFER = 0x8d40;
    public static final int GL_COLOR_ATTACHMENT0 = 0x8ce0;
    public static final int GL_FRAMEBUFFER_COMPLETE = 0x8cd5;
    public static final int GL_VERTEX_SHADER = 0x8b31;
    public static final int GL_FRAGMENT_SHADER = 0x8b30;
    public static final int GL_COMPILE_STATUS = 0x8b81;
    public static final int GL_LINK_STATUS = 0x8b82;
    public static final int GL_UNSIGNED_BYTE = 0x1401;
    public static final int GL_FLOAT = 0x1406;
    public static final int GL_RGBA = 0x1908;
    public static final int GL_VENDOR = 0x1f00;
    public static final int GL_RENDERER = 0x1f01;
    public static final int GL_VERSION = 0x1f02;
    public static final int GL_SHADING_LANGUAGE_VERSION = 0x8b8c;
    public static final int GL_EXTENSIONS = 0x1f03;
    public static final int GL_MAX_TEXTURE_SIZE = 0xd33;
    public static final int GL_MAX_TEXTURE_IMAGE_UNITS = 0x8872;
    public static void glActiveTexture(int texture) { throw new RuntimeException("stub"); }
    public static void glAttachShader(int program, int shader) { throw new RuntimeException("stub"); }
    public static void glBindBuffer(int target, int buffer) { throw new RuntimeException("stub"); }
    public static void glBindFramebuffer(int target, int framebuffer) { throw new RuntimeException("stub"); }
    public static void glBindTexture(int target, int texture) { throw new RuntimeException("stub"); }
    public static void glBufferData(int target, int size, Buffer data,
            int usage) { throw new RuntimeException("stub"); }
    public static int glCheckFramebufferStatus(int target) { throw new RuntimeException("stub"); }
    public static void glClear(int mask) { throw new RuntimeException("stub"); }
    public static void glClearColor(float red, float green, float blue,
            float alpha) { throw new RuntimeException("stub"); }
    public static void glCompileShader(int shader) { throw new RuntimeException("stub"); }
    public static int glCreateProgram() { throw new RuntimeException("stub"); }
    public static int glCreateShader(int type) { throw new RuntimeException("stub"); }
    public static void glDeleteBuffers(int n, int[] buffers, int offset) { throw new RuntimeException("stub"); }
    public static void glDeleteFramebuffers(int n, int[] framebuffers,
            int offset) { throw new RuntimeException("stub"); }
    public static void glDeleteProgram(int program) { throw new RuntimeException("stub"); }
    public static void glDeleteShader(int shader) { throw new RuntimeException("stub"); }
    public static void glDeleteTextures(int n, int[] textures, int offset) { throw new RuntimeException("stub"); }
    public static void glDisable(int cap) { throw new RuntimeException("stub"); }
    public static void glDrawArrays(int mode, int first, int count) { throw new RuntimeException("stub"); }
    public static void glEnable(int cap) { throw new RuntimeException("stub"); }
    public static void glFinish() { throw new RuntimeException("stub"); }
    public static void glFlush() { throw new RuntimeException("stub"); }
    public static void glFramebufferTexture2D(int target, int attachment, int textarget, int texture,
            int level) { throw new RuntimeException("stub"); }
    public static void glGenBuffers(int n, int[] buffers, int offset) { throw new RuntimeException("stub"); }
    public static void glGenFramebuffers(int n, int[] framebuffers, int offset) { throw new RuntimeException("stub"); }
    public static void glGenTextures(int n, int[] textures, int offset) { throw new RuntimeException("stub"); }
    public static int glGetError() { throw new RuntimeException("stub"); }
    public static void glGetIntegerv(int pname, int[] params, int offset) { throw new RuntimeException("stub"); }
    public static String glGetProgramInfoLog(int program) { throw new RuntimeException("stub"); }
    public static void glGetProgramiv(int program, int pname, int[] params,
            int offset) { throw new RuntimeException("stub"); }
    public static String glGetShaderInfoLog(int shader) { throw new RuntimeException("stub"); }
    public static String glGetString(int name) { throw new RuntimeException("stub"); }
    public static int glGetUniformLocation(int program, String name) { throw new RuntimeException("stub"); }
    public static void glLinkProgram(int program) { throw new RuntimeException("stub"); }
    public static void glReadPixels(int x, int y, int width, int height, int format, int type,
            Buffer pixels) { throw new RuntimeException("stub"); }
    public static void glScissor(int x, int y, int width, int height) { throw new RuntimeException("stub"); }
    public static void glShaderSource(int shader, String string) { throw new RuntimeException("stub"); }
    public static void glTexParameteri(int target, int pname, int param) { throw new RuntimeException("stub"); }
    public static void glTexSubImage2D(int target, int level, int xoffset, int yoffset, int width, int height,
            int format, int type, Buffer pixels) { throw new RuntimeException("stub"); }
    public static void glUniform1f(int location, float x) { throw new RuntimeException("stub"); }
    public static void glUniform1i(int location, int x) { throw new RuntimeException("stub"); }
    public static void glUniform2f(int location, float x, float y) { throw new RuntimeException("stub"); }
    public static void glUniform2i(int location, int x, int y) { throw new RuntimeException("stub"); }
    public static void glUniform4f(int location, float x, float y, float z,
            float w) { throw new RuntimeException("stub"); }
    public static void glUseProgram(int program) { throw new RuntimeException("stub"); }
    public static void glViewport(int x, int y, int width, int height) { throw new RuntimeException("stub"); }
}
