package android.view;

public interface SurfaceHolder {
    Surface getSurface();
    void addCallback(Callback callback);
    void removeCallback(Callback callback);
    void setFixedSize(int width, int height);
    void setSizeFromLayout();
    public interface Callback {
        void surfaceCreated(SurfaceHolder holder);
        void surfaceChanged(SurfaceHolder holder, int format, int width, int height);
        void surfaceDestroyed(SurfaceHolder holder);
    }
}
