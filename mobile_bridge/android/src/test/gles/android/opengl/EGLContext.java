package android.opengl;

/** As on Android. */
public class EGLContext extends EGLObjectHandle {
    EGLContext(long handle) {
        super(handle);
    }
}
