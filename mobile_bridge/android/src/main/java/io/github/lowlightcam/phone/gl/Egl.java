package io.github.lowlightcam.phone.gl;

import android.opengl.EGL14;
import android.opengl.EGLConfig;
import android.opengl.EGLContext;
import android.opengl.EGLDisplay;
import android.opengl.EGLExt;
import android.opengl.EGLSurface;
import android.opengl.GLES20;

import java.util.ArrayList;
import java.util.List;

/**
 * A context of OpenGL ES 3 without a window of its own, and the surfaces that can be drawn into with it. All of it on
 * one thread, the GL thread.
 */
public final class Egl {
    private static final int RECORDABLE = 0x3142; // EGL_RECORDABLE_ANDROID: an encoder can take it
    private static final int[] NOTHING = {EGL14.EGL_NONE};

    final EGLDisplay display;
    private final EGLConfig config;
    private final EGLContext context;
    private final EGLSurface pixel;
    private final List<EGLSurface> surfaces = new ArrayList<>();
    private EGLSurface current;

    /** Make one, and make it current on this thread; GlError if this device has none. */
    public Egl() {
        display = EGL14.eglGetDisplay(EGL14.EGL_DEFAULT_DISPLAY);
        int[] version = new int[2];
        if (!EGL14.eglInitialize(display, version, 0, version, 1)) {
            throw new GlError("there is no EGL: error " + Integer.toHexString(EGL14.eglGetError()));
        }
        config = chooseConfig();
        int[] wanted = {EGL14.EGL_CONTEXT_CLIENT_VERSION, 3, EGL14.EGL_NONE};
        context = EGL14.eglCreateContext(display, config, EGL14.EGL_NO_CONTEXT, wanted, 0);
        if (context == null || context.equals(EGL14.EGL_NO_CONTEXT)) {
            EGL14.eglTerminate(display);
            throw new GlError("this GPU has no OpenGL ES 3");
        }
        pixel = pbuffer(1, 1);
        current = EGL14.EGL_NO_SURFACE;
        makeCurrent(pixel);
        GLES20.glDisable(GLES20.GL_DITHER); // a picture that is passed on has to stay as it is
    }

    private EGLConfig chooseConfig() {
        EGLConfig[] found = new EGLConfig[1];
        int[] count = new int[1];
        for (int recordable = 1; recordable >= 0; recordable--) {
            int[] wanted = {
                EGL14.EGL_RED_SIZE, 8, EGL14.EGL_GREEN_SIZE, 8, EGL14.EGL_BLUE_SIZE, 8, EGL14.EGL_ALPHA_SIZE, 8,
                EGL14.EGL_RENDERABLE_TYPE, EGLExt.EGL_OPENGL_ES3_BIT_KHR,
                EGL14.EGL_SURFACE_TYPE, EGL14.EGL_WINDOW_BIT | EGL14.EGL_PBUFFER_BIT,
                recordable == 1 ? RECORDABLE : EGL14.EGL_NONE, 1, EGL14.EGL_NONE,
            };
            if (EGL14.eglChooseConfig(display, wanted, 0, found, 0, 1, count, 0) && count[0] > 0) {
                return found[0];
            }
        }
        EGL14.eglTerminate(display);
        throw new GlError("this GPU has no surfaces of eight bits for OpenGL ES 3");
    }

    /**
     * To draw into a window: a screen's or an encoder's.
     *
     * @param surface an android.view.Surface
     * @throws GlError if it is gone already
     */
    public Canvas window(Object surface) {
        return new Canvas(this, made(EGL14.eglCreateWindowSurface(display, config, surface, NOTHING, 0)));
    }

    /** To draw into nothing that can be seen. */
    public Canvas offscreen(int width, int height) {
        return new Canvas(this, pbuffer(width, height));
    }

    private EGLSurface pbuffer(int width, int height) {
        int[] size = {EGL14.EGL_WIDTH, width, EGL14.EGL_HEIGHT, height, EGL14.EGL_NONE};
        return made(EGL14.eglCreatePbufferSurface(display, config, size, 0));
    }

    private EGLSurface made(EGLSurface surface) {
        if (surface == null || surface.equals(EGL14.EGL_NO_SURFACE)) {
            int code = EGL14.eglGetError();
            throw new GlError("this surface cannot be drawn into: error " + Integer.toHexString(code));
        }
        surfaces.add(surface);
        return surface;
    }

    /** Draw into a surface; false if it is gone. */
    boolean makeCurrent(EGLSurface surface) {
        if (!surface.equals(current)) {
            if (!EGL14.eglMakeCurrent(display, surface, surface, context)) {
                return gone();
            }
            current = surface;
        }
        return true;
    }

    /** Give away what was drawn; false if the surface is gone. */
    boolean swap(EGLSurface surface) {
        return EGL14.eglSwapBuffers(display, surface) || gone();
    }

    private static boolean gone() {
        if (EGL14.eglGetError() == EGL14.EGL_CONTEXT_LOST) {
            throw new GlLost();
        }
        return false;
    }

    /** Let go of whatever canvas is current. */
    public void release() {
        makeCurrent(pixel);
    }

    void destroy(EGLSurface surface) {
        if (surface.equals(current)) {
            release();
        }
        if (surfaces.remove(surface)) {
            EGL14.eglDestroySurface(display, surface);
        }
    }

    /** Let go of everything; what was made with this context is gone, and so are its canvases. */
    public void dispose() {
        EGL14.eglMakeCurrent(display, EGL14.EGL_NO_SURFACE, EGL14.EGL_NO_SURFACE, EGL14.EGL_NO_CONTEXT);
        for (EGLSurface surface : surfaces) {
            EGL14.eglDestroySurface(display, surface); // else its window could not be drawn into again
        }
        surfaces.clear();
        current = EGL14.EGL_NO_SURFACE;
        EGL14.eglDestroyContext(display, context);
        EGL14.eglReleaseThread();
        EGL14.eglTerminate(display);
    }
}
