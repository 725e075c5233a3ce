package android.hardware.camera2;

import android.os.Handler;

public abstract class CameraCaptureSession implements AutoCloseable {
    public abstract CameraDevice getDevice();
    public abstract int setRepeatingRequest(CaptureRequest request, CaptureCallback listener, Handler handler)
            throws CameraAccessException;
    public abstract void stopRepeating() throws CameraAccessException;
    public abstract void abortCaptures() throws CameraAccessException;
    public abstract void close();
    public static abstract class StateCallback {
        public StateCallback() { throw new RuntimeException("stub"); }
        public abstract void onConfigured(CameraCaptureSession session);
        public abstract void onConfigureFailed(CameraCaptureSession session);
        public void onClosed(CameraCaptureSession session) { throw new RuntimeException("stub"); }
    }
    public static abstract class CaptureCallback {
        public CaptureCallback() { throw new RuntimeException("stub"); }
    }
}
