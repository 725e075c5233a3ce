package android.opengl;

public abstract class EGLObjectHandle {
    public long getNativeHandle() { throw new RuntimeException("stub"); }
}
