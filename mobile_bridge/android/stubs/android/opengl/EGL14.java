package android.opengl;

public class EGL14 {
    public static final int EGL_DEFAULT_DISPLAY = 0;
    public static final int EGL_NONE = 0x3038;
    public static final int EGL_CONTEXT_LOST = 0x300E;
    public static final int EGL_RED_SIZE = 0x3024;
    public static final int EGL_GREEN_SIZE = 0x3023;
    public static final int EGL_BLUE_SIZE = 0x3022;
    public static final int EGL_ALPHA_SIZE = 0x3021;
    public static final int EGL_RENDERABLE_TYPE = 0x3040;
    public static final int EGL_SURFACE_TYPE = 0x3033;
    public static final int EGL_WINDOW_BIT = 4;
    public static final int EGL_PBUFFER_BIT = 1;
    public static final int EGL_CONTEXT_CLIENT_VERSION = 0x3098;
    public static final int EGL_WIDTH = 0x3057;
    public static final int EGL_HEIGHT = 0x3056;
    public static final EGLContext EGL_NO_CONTEXT = null;
    public static final EGLDisplay EGL_NO_DISPLAY = null;
    public static final EGLSurface EGL_NO_SURFACE = null;
    public static EGLDisplay eglGetDisplay(int display_id) { throw new RuntimeException("stub"); }
    public static boolean eglInitialize(EGLDisplay dpy, int[] major, int majorOffset, int[] minor,
            int minorOffset) { throw new RuntimeException("stub"); }
    public static boolean eglChooseConfig(EGLDisplay dpy, int[] attrib_list, int attrib_listOffset,
            EGLConfig[] configs, int configsOffset, int config_size, int[] num_config,
            int num_configOffset) { throw new RuntimeException("stub"); }
    public static EGLContext eglCreateContext(EGLDisplay dpy, EGLConfig config, EGLContext share_context,
            int[] attrib_list, int offset) { throw new RuntimeException("stub"); }
    public static EGLSurface eglCreateWindowSurface(EGLDisplay dpy, EGLConfig config, Object win, int[] attrib_list,
            int offset) { throw new RuntimeException("stub"); }
    public static EGLSurface eglCreatePbufferSurface(EGLDisplay dpy, EGLConfig config, int[] attrib_list,
            int offset) { throw new RuntimeException("stub"); }
    public static boolean eglMakeCurrent(EGLDisplay dpy, EGLSurface draw, EGLSurface read,
            EGLContext ctx) { throw new RuntimeException("stub"); }
    public static boolean eglSwapBuffers(EGLDisplay dpy, EGLSurface surface) { throw new RuntimeException("stub"); }
    public static boolean eglSwapInterval(EGLDisplay dpy, int interval) { throw new RuntimeException("stub"); }
    public static boolean eglQuerySurface(EGLDisplay dpy, EGLSurface surface, int attribute, int[] value,
            int offset) { throw new RuntimeException("stub"); }
    public static boolean eglDestroySurface(EGLDisplay dpy, EGLSurface surface) { throw new RuntimeException("stub"); }
    public static boolean eglDestroyContext(EGLDisplay dpy, EGLContext ctx) { throw new RuntimeException("stub"); }
    public static boolean eglReleaseThread() { throw new RuntimeException("stub"); }
    public static boolean eglTerminate(EGLDisplay dpy) { throw new RuntimeException("stub"); }
    public static int eglGetError() { throw new RuntimeException("stub"); }
}
