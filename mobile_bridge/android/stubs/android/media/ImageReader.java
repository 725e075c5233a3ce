package android.media;

import android.os.Handler;

public class ImageReader implements AutoCloseable {
    public static ImageReader newInstance(int width, int height, int format,
            int maxImages) { throw new RuntimeException("stub"); }
    public android.view.Surface getSurface() { throw new RuntimeException("stub"); }
    public Image acquireLatestImage() { throw new RuntimeException("stub"); }
    public void setOnImageAvailableListener(OnImageAvailableListener listener,
            Handler handler) { throw new RuntimeException("stub"); }
    public void close() { throw new RuntimeException("stub"); }
    public static interface OnImageAvailableListener {
        void onImageAvailable(ImageReader reader);
    }
}
