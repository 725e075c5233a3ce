package io.github.lowlightcam.phone.gl;

import android.opengl.EGL14;
import android.opengl.EGLExt;
import android.opengl.EGLSurface;

/** A surface that can be drawn into: a screen's, an encoder's, or one that nobody sees. On the GL thread only. */
public final class Canvas {
    private final Egl egl;
    private final EGLSurface surface;
    private final int[] answer = new int[1];

    Canvas(Egl egl, EGLSurface surface) {
        this.egl = egl;
        this.surface = surface;
    }

    /**
     * Draw into this one from now on.
     *
     * @return false if it is gone
     * @throws GlLost if the GPU was taken away
     */
    public boolean use() {
        return egl.makeCurrent(surface);
    }

    /** For a screen: do not wait for it when a picture is presented; the newest is shown. An encoder has to get all. */
    public void hurry() {
        if (use()) {
            EGL14.eglSwapInterval(egl.display, 0);
        }
    }

    public int width() {
        return ask(EGL14.EGL_WIDTH);
    }

    public int height() {
        return ask(EGL14.EGL_HEIGHT);
    }

    private int ask(int what) {
        EGL14.eglQuerySurface(egl.display, surface, what, answer, 0);
        return answer[0];
    }

    /**
     * Give an encoder what was drawn; as {@link #present()}.
     *
     * @param nanoseconds when it was taken, which the encoder hands on with the picture
     */
    public boolean present(long nanoseconds) {
        EGLExt.eglPresentationTimeANDROID(egl.display, surface, nanoseconds);
        return present();
    }

    /**
     * Give away what was drawn. It has to be the one in use.
     *
     * @return false if the surface is gone
     * @throws GlLost if the GPU was taken away
     */
    public boolean present() {
        return egl.swap(surface);
    }

    /** Let go of the surface; a second time, or after {@link Egl#dispose}, it does nothing. */
    public void dispose() {
        egl.destroy(surface);
    }
}
