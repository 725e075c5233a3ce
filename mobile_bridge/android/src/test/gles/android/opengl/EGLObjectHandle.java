package android.opengl;

/** As on Android: a handle. */
abstract class EGLObjectHandle {
    final long handle;

    EGLObjectHandle(long handle) {
        this.handle = handle;
    }

    @Override
    public boolean equals(Object other) {
        return other != null && other.getClass() == getClass() && ((EGLObjectHandle) other).handle == handle;
    }

    @Override
    public int hashCode() {
        return (int) handle;
    }
}
