package android.view;

/** Never has a surface. */
public interface SurfaceHolder {
    void addCallback(Callback callback);

    Surface getSurface();

    /** Told of the surface. */
    interface Callback {
        void surfaceCreated(SurfaceHolder holder);

        void surfaceChanged(SurfaceHolder holder, int format, int width, int height);

        void surfaceDestroyed(SurfaceHolder holder);
    }
}
