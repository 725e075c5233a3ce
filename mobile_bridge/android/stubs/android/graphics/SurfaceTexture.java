package android.graphics;

import android.os.Handler;

public class SurfaceTexture {
    public SurfaceTexture(int texName) { throw new RuntimeException("stub"); }
    public SurfaceTexture(boolean singleBufferMode) { throw new RuntimeException("stub"); }
    public void setDefaultBufferSize(int width, int height) { throw new RuntimeException("stub"); }
    public void setOnFrameAvailableListener(OnFrameAvailableListener listener) { throw new RuntimeException("stub"); }
    public void setOnFrameAvailableListener(OnFrameAvailableListener listener,
            Handler handler) { throw new RuntimeException("stub"); }
    public void updateTexImage() { throw new RuntimeException("stub"); }
    public void getTransformMatrix(float[] mtx) { throw new RuntimeException("stub"); }
    public long getTimestamp() { throw new RuntimeException("stub"); }
    public void release() { throw new RuntimeException("stub"); }
    public boolean isReleased() { throw new RuntimeException("stub"); }
    public static interface OnFrameAvailableListener {
        void onFrameAvailable(SurfaceTexture surfaceTexture);
    }
}
