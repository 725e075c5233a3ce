package android.opengl;

import java.util.ArrayList;
import java.util.List;

/** As on Android: what the app calls of it. The times of pictures are noted, as nobody takes the pictures here. */
public class EGLExt {
    public static final int EGL_OPENGL_ES3_BIT_KHR = 0x0040;

    /** Tests look here. */
    public static final List<Long> PRESENTED = new ArrayList<>();

    public static boolean eglPresentationTimeANDROID(EGLDisplay display, EGLSurface surface, long time) {
        PRESENTED.add(time);
        return true;
    }
}
