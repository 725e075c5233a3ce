package android.opengl;

/** As on Android. */
public class EGLConfig extends EGLObjectHandle {
    EGLConfig(long handle) {
        super(handle);
    }
}
