package android.hardware.camera2;

import android.os.Handler;
import java.util.List;

public abstract class CameraDevice implements AutoCloseable {
    public static final int TEMPLATE_RECORD = 3;
    public abstract String getId();
    public abstract CaptureRequest.Builder createCaptureRequest(int templateType) throws CameraAccessException;
    public abstract void createCaptureSession(List<android.view.Surface> outputs,
            CameraCaptureSession.StateCallback callback, Handler handler) throws CameraAccessException;
    public void createCaptureSession(android.hardware.camera2.params.SessionConfiguration config)
            throws CameraAccessException { throw new RuntimeException("stub"); }
    public abstract void close();
    public static abstract class StateCallback {
        public static final int ERROR_CAMERA_IN_USE = 1;
        public static final int ERROR_MAX_CAMERAS_IN_USE = 2;
        public static final int ERROR_CAMERA_DISABLED = 3;
        public StateCallback() { throw new RuntimeException("stub"); }
        public abstract void onOpened(CameraDevice camera);
        public void onClosed(CameraDevice camera) { throw new RuntimeException("stub"); }
        public abstract void onDisconnected(CameraDevice camera);
        public abstract void onError(CameraDevice camera, int error);
    }
}
