package android.opengl;

import com.sun.jna.Native;

/**
 * As on Android, by JNA: what the app calls of it, on Mesa's surfaceless platform. There are no windows here: in place
 * of a window there is a pbuffer, of the size that stands for the window: an {@code int[] {width, height}}.
 */
public class EGL14 {
    static final String LIBRARY = "libEGL.so.1";

    public static final int EGL_ALPHA_SIZE = 0x3021;
    public static final int EGL_BLUE_SIZE = 0x3022;
    public static final int EGL_CONTEXT_CLIENT_VERSION = 0x3098;
    public static final int EGL_CONTEXT_LOST = 0x300E;
    public static final int EGL_DEFAULT_DISPLAY = 0;
    public static final int EGL_GREEN_SIZE = 0x3023;
    public static final int EGL_HEIGHT = 0x3056;
    public static final int EGL_NONE = 0x3038;
    public static final EGLContext EGL_NO_CONTEXT = new EGLContext(0);
    public static final EGLDisplay EGL_NO_DISPLAY = new EGLDisplay(0);
    public static final EGLSurface EGL_NO_SURFACE = new EGLSurface(0);
    public static final int EGL_PBUFFER_BIT = 0x0001;
    public static final int EGL_RED_SIZE = 0x3024;
    public static final int EGL_RENDERABLE_TYPE = 0x3040;
    public static final int EGL_SURFACE_TYPE = 0x3033;
    public static final int EGL_WIDTH = 0x3057;
    public static final int EGL_WINDOW_BIT = 0x0004;

    private static final int OPENGL_ES_API = 0x30A0;
    private static final int SURFACELESS = 0x31DD;

    private static boolean isLost;
    private static int surfaces;

    static {
        Native.register(C.class, LIBRARY);
    }

    public static EGLDisplay eglGetDisplay(int displayId) {
        C.eglBindAPI(OPENGL_ES_API);
        return new EGLDisplay(C.eglGetPlatformDisplay(SURFACELESS, displayId, null));
    }

    public static boolean eglInitialize(EGLDisplay dpy, int[] major, int majorOffset, int[] minor, int minorOffset) {
        return C.eglInitialize(dpy.handle, null, null) != 0;
    }

    public static boolean eglChooseConfig(EGLDisplay dpy, int[] attribList, int attribListOffset, EGLConfig[] configs,
            int configsOffset, int configSize, int[] numConfig, int numConfigOffset) {
        int[] wanted = attribList.clone();
        for (int at = 0; at + 1 < wanted.length; at += 2) {
            if (wanted[at] == EGL_SURFACE_TYPE) {
                wanted[at + 1] &= ~EGL_WINDOW_BIT;
            }
        }
        long[] found = new long[1];
        boolean isRight = C.eglChooseConfig(dpy.handle, wanted, found, 1, numConfig) != 0;
        configs[configsOffset] = new EGLConfig(found[0]);
        return isRight;
    }

    public static EGLContext eglCreateContext(EGLDisplay dpy, EGLConfig config, EGLContext shared, int[] attribList,
            int offset) {
        return new EGLContext(C.eglCreateContext(dpy.handle, config.handle, shared.handle, attribList));
    }

    public static EGLSurface eglCreateWindowSurface(EGLDisplay dpy, EGLConfig config, Object win, int[] attribList,
            int offset) {
        int[] size = (int[]) win;
        int[] wanted = {EGL_WIDTH, size[0], EGL_HEIGHT, size[1], EGL_NONE};
        return eglCreatePbufferSurface(dpy, config, wanted, 0);
    }

    public static EGLSurface eglCreatePbufferSurface(EGLDisplay dpy, EGLConfig config, int[] attribList, int offset) {
        surfaces += 1;
        return new EGLSurface(C.eglCreatePbufferSurface(dpy.handle, config.handle, attribList));
    }

    public static boolean eglMakeCurrent(EGLDisplay dpy, EGLSurface draw, EGLSurface read, EGLContext ctx) {
        return C.eglMakeCurrent(dpy.handle, draw.handle, read.handle, ctx.handle) != 0;
    }

    public static boolean eglSwapBuffers(EGLDisplay dpy, EGLSurface surface) {
        return !isLost && C.eglSwapBuffers(dpy.handle, surface.handle) != 0;
    }

    public static boolean eglSwapInterval(EGLDisplay dpy, int interval) {
        return C.eglSwapInterval(dpy.handle, interval) != 0;
    }

    public static boolean eglQuerySurface(EGLDisplay dpy, EGLSurface surface, int attribute, int[] value, int offset) {
        return C.eglQuerySurface(dpy.handle, surface.handle, attribute, GLES20.from(value, offset)) != 0;
    }

    public static boolean eglDestroySurface(EGLDisplay dpy, EGLSurface surface) {
        surfaces -= 1;
        return C.eglDestroySurface(dpy.handle, surface.handle) != 0;
    }

    public static boolean eglDestroyContext(EGLDisplay dpy, EGLContext ctx) {
        return C.eglDestroyContext(dpy.handle, ctx.handle) != 0;
    }

    public static boolean eglReleaseThread() {
        return C.eglReleaseThread() != 0;
    }

    public static boolean eglTerminate(EGLDisplay dpy) {
        return C.eglTerminate(dpy.handle) != 0;
    }

    public static int eglGetError() {
        return isLost ? EGL_CONTEXT_LOST : C.eglGetError();
    }

    /** For tests: as if the GPU had been taken away. */
    public static void loseContext(boolean loses) {
        isLost = loses;
    }

    /** For tests: how many surfaces there are. */
    public static int surfaces() {
        return surfaces;
    }

    private static final class C {
        static native int eglBindAPI(int api);

        static native int eglChooseConfig(long dpy, int[] wanted, long[] found, int size, int[] count);

        static native long eglCreateContext(long dpy, long config, long shared, int[] wanted);

        static native long eglCreatePbufferSurface(long dpy, long config, int[] wanted);

        static native int eglDestroyContext(long dpy, long context);

        static native int eglDestroySurface(long dpy, long surface);

        static native int eglGetError();

        static native long eglGetPlatformDisplay(int platform, long display, long[] wanted);

        static native int eglInitialize(long dpy, int[] major, int[] minor);

        static native int eglMakeCurrent(long dpy, long draw, long read, long context);

        static native int eglQuerySurface(long dpy, long surface, int attribute, int[] value);

        static native int eglReleaseThread();

        static native int eglSwapBuffers(long dpy, long surface);

        static native int eglSwapInterval(long dpy, int interval);

        static native int eglTerminate(long dpy);
    }
}
