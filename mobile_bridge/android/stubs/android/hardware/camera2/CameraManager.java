package android.hardware.camera2;

import android.os.Handler;

public final class CameraManager {
    public String[] getCameraIdList() throws CameraAccessException { throw new RuntimeException("stub"); }
    public CameraCharacteristics getCameraCharacteristics(String cameraId) throws CameraAccessException
            { throw new RuntimeException("stub"); }
    public void openCamera(String cameraId, CameraDevice.StateCallback callback, Handler handler)
            throws CameraAccessException { throw new RuntimeException("stub"); }
    public void registerAvailabilityCallback(AvailabilityCallback callback,
            Handler handler) { throw new RuntimeException("stub"); }
    public void unregisterAvailabilityCallback(AvailabilityCallback callback) { throw new RuntimeException("stub"); }
    public static abstract class AvailabilityCallback {
        public AvailabilityCallback() { throw new RuntimeException("stub"); }
        public void onCameraAvailable(String cameraId) { throw new RuntimeException("stub"); }
        public void onCameraUnavailable(String cameraId) { throw new RuntimeException("stub"); }
    }
}
