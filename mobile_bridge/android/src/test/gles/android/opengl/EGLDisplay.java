package android.opengl;

/** As on Android. */
public class EGLDisplay extends EGLObjectHandle {
    EGLDisplay(long handle) {
        super(handle);
    }
}
