package android.opengl;

public class EGLExt {
    public static final int EGL_OPENGL_ES3_BIT_KHR = 0x40;
    public static boolean eglPresentationTimeANDROID(EGLDisplay dpy, EGLSurface sur,
            long time) { throw new RuntimeException("stub"); }
}
