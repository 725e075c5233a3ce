package android.opengl;

/** As on Android. */
public class EGLSurface extends EGLObjectHandle {
    EGLSurface(long handle) {
        super(handle);
    }
}
