package android.opengl;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.Pointer;

/** For tests: makes a common texture a camera's, as SurfaceTexture does with the camera's memory. */
public final class ExternalTexture {
    private static final int GL_TEXTURE_2D_KHR = 0x30B1; // EGL's name of a GL texture as a source

    static {
        Native.register(ExternalTexture.class, EGL14.LIBRARY);
    }

    private ExternalTexture() {
    }

    /** Let the external texture that is bound to {@code GL_TEXTURE_EXTERNAL_OES} be the picture of a common texture. */
    public static void bind(int texture) {
        Pointer image = (Pointer) extension("eglCreateImageKHR").invoke(Pointer.class, new Object[] {
            eglGetCurrentDisplay(), eglGetCurrentContext(), GL_TEXTURE_2D_KHR, new Pointer(texture), null,
        });
        if (image == null) {
            throw new AssertionError("no image of a texture: " + Integer.toHexString(EGL14.eglGetError()));
        }
        extension("glEGLImageTargetTexture2DOES").invoke(new Object[] {GLES11Ext.GL_TEXTURE_EXTERNAL_OES, image});
        if (GLES20.glGetError() != GLES20.GL_NO_ERROR) {
            throw new AssertionError("no external texture of an image");
        }
    }

    private static Function extension(String name) {
        return Function.getFunction(eglGetProcAddress(name));
    }

    private static native Pointer eglGetCurrentContext();

    private static native Pointer eglGetCurrentDisplay();

    private static native Pointer eglGetProcAddress(String name);
}
