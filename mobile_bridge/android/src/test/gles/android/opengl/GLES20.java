package android.opengl;

import java.nio.Buffer;
import java.nio.charset.StandardCharsets;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;

/** As on Android, by JNA: what the app calls of it, on this computer's libGLESv2. */
public class GLES20 {
    static final String LIBRARY = "libGLESv2.so.2";

    public static final int GL_CLAMP_TO_EDGE = 0x812F;
    public static final int GL_COLOR_ATTACHMENT0 = 0x8CE0;
    public static final int GL_COMPILE_STATUS = 0x8B81;
    public static final int GL_DITHER = 0x0BD0;
    public static final int GL_EXTENSIONS = 0x1F03;
    public static final int GL_FLOAT = 0x1406;
    public static final int GL_FRAGMENT_SHADER = 0x8B30;
    public static final int GL_FRAMEBUFFER = 0x8D40;
    public static final int GL_FRAMEBUFFER_COMPLETE = 0x8CD5;
    public static final int GL_LINEAR = 0x2601;
    public static final int GL_LINK_STATUS = 0x8B82;
    public static final int GL_MAX_TEXTURE_IMAGE_UNITS = 0x8872;
    public static final int GL_MAX_TEXTURE_SIZE = 0x0D33;
    public static final int GL_NEAREST = 0x2600;
    public static final int GL_NO_ERROR = 0;
    public static final int GL_RENDERER = 0x1F01;
    public static final int GL_RGBA = 0x1908;
    public static final int GL_SHADING_LANGUAGE_VERSION = 0x8B8C;
    public static final int GL_TEXTURE0 = 0x84C0;
    public static final int GL_TEXTURE_2D = 0x0DE1;
    public static final int GL_TEXTURE_MAG_FILTER = 0x2800;
    public static final int GL_TEXTURE_MIN_FILTER = 0x2801;
    public static final int GL_TEXTURE_WRAP_S = 0x2802;
    public static final int GL_TEXTURE_WRAP_T = 0x2803;
    public static final int GL_TRIANGLES = 0x0004;
    public static final int GL_UNSIGNED_BYTE = 0x1401;
    public static final int GL_VENDOR = 0x1F00;
    public static final int GL_VERSION = 0x1F02;
    public static final int GL_VERTEX_SHADER = 0x8B31;

    private static final int GL_FRAMEBUFFER_UNSUPPORTED = 0x8CDD;

    private static String[] hidden = {};
    private static boolean refusesTargets;

    static {
        Native.register(GLES20.class, LIBRARY);
        Native.register(C.class, LIBRARY);
    }

    public static native void glActiveTexture(int texture);

    public static native void glAttachShader(int program, int shader);

    public static native void glBindBuffer(int target, int buffer);

    public static native void glBindFramebuffer(int target, int framebuffer);

    public static native void glBindTexture(int target, int texture);

    public static void glBufferData(int target, int size, Buffer data, int usage) {
        C.glBufferData(target, size, data, usage);
    }

    public static int glCheckFramebufferStatus(int target) {
        return refusesTargets ? GL_FRAMEBUFFER_UNSUPPORTED : C.glCheckFramebufferStatus(target);
    }

    public static native void glCompileShader(int shader);

    public static native int glCreateProgram();

    public static native int glCreateShader(int type);

    public static void glDeleteBuffers(int n, int[] buffers, int offset) {
        C.glDeleteBuffers(n, from(buffers, offset));
    }

    public static void glDeleteFramebuffers(int n, int[] framebuffers, int offset) {
        C.glDeleteFramebuffers(n, from(framebuffers, offset));
    }

    public static native void glDeleteProgram(int program);

    public static native void glDeleteShader(int shader);

    public static void glDeleteTextures(int n, int[] textures, int offset) {
        C.glDeleteTextures(n, from(textures, offset));
    }

    public static native void glDisable(int cap);

    public static native void glDrawArrays(int mode, int first, int count);

    public static native void glFinish();

    public static native void glFlush();

    public static native void glFramebufferTexture2D(int target, int attachment, int textarget, int texture, int level);

    public static void glGenBuffers(int n, int[] buffers, int offset) {
        C.glGenBuffers(n, from(buffers, offset));
    }

    public static void glGenFramebuffers(int n, int[] framebuffers, int offset) {
        C.glGenFramebuffers(n, from(framebuffers, offset));
    }

    public static void glGenTextures(int n, int[] textures, int offset) {
        C.glGenTextures(n, from(textures, offset));
    }

    public static native int glGetError();

    public static void glGetIntegerv(int pname, int[] params, int offset) {
        C.glGetIntegerv(pname, from(params, offset));
    }

    public static String glGetProgramInfoLog(int program) {
        Memory log = new Memory(4096);
        log.clear();
        C.glGetProgramInfoLog(program, (int) log.size(), null, log);
        return log.getString(0);
    }

    public static void glGetProgramiv(int program, int pname, int[] params, int offset) {
        C.glGetProgramiv(program, pname, from(params, offset));
    }

    public static String glGetShaderInfoLog(int shader) {
        Memory log = new Memory(4096);
        log.clear();
        C.glGetShaderInfoLog(shader, (int) log.size(), null, log);
        return log.getString(0);
    }

    public static String glGetString(int name) {
        Pointer text = C.glGetString(name);
        if (text == null) {
            return null;
        }
        String words = text.getString(0);
        for (String extension : hidden) {
            words = words.replace(extension, "");
        }
        return words;
    }

    public static native int glGetUniformLocation(int program, String name);

    public static native void glLinkProgram(int program);

    public static native void glReadPixels(int x, int y, int width, int height, int format, int type, Buffer pixels);

    public static void glShaderSource(int shader, String string) {
        byte[] content = string.getBytes(StandardCharsets.UTF_8);
        Memory text = new Memory(content.length + 1);
        text.write(0, content, 0, content.length);
        text.setByte(content.length, (byte) 0);
        Memory texts = new Memory(Native.POINTER_SIZE);
        texts.setPointer(0, text);
        C.glShaderSource(shader, 1, texts, null);
    }

    public static native void glTexParameteri(int target, int pname, int param);

    public static native void glTexSubImage2D(int target, int level, int xoffset, int yoffset, int width, int height,
            int format, int type, Buffer pixels);

    public static native void glUniform1f(int location, float x);

    public static native void glUniform1i(int location, int x);

    public static native void glUniform2f(int location, float x, float y);

    public static native void glUniform2i(int location, int x, int y);

    public static native void glUniform4f(int location, float x, float y, float z, float w);

    public static native void glUseProgram(int program);

    public static native void glViewport(int x, int y, int width, int height);

    /** For tests: as if the driver did not have these. */
    public static void hideExtensions(String... names) {
        hidden = names;
    }

    /** For tests: as if no texture could be drawn into. */
    public static void refuseTargets(boolean refuses) {
        refusesTargets = refuses;
    }

    static int[] from(int[] numbers, int offset) {
        if (offset != 0) {
            throw new UnsupportedOperationException("an offset is not passed on");
        }
        return numbers;
    }

    private static final class C {
        static native void glBufferData(int target, long size, Buffer data, int usage);

        static native int glCheckFramebufferStatus(int target);

        static native void glDeleteBuffers(int n, int[] buffers);

        static native void glDeleteFramebuffers(int n, int[] framebuffers);

        static native void glDeleteTextures(int n, int[] textures);

        static native void glGenBuffers(int n, int[] buffers);

        static native void glGenFramebuffers(int n, int[] framebuffers);

        static native void glGenTextures(int n, int[] textures);

        static native void glGetIntegerv(int pname, int[] params);

        static native void glGetProgramInfoLog(int program, int size, int[] length, Pointer log);

        static native void glGetProgramiv(int program, int pname, int[] params);

        static native void glGetShaderInfoLog(int shader, int size, int[] length, Pointer log);

        static native Pointer glGetString(int name);

        static native void glShaderSource(int shader, int count, Pointer texts, int[] lengths);
    }
}
