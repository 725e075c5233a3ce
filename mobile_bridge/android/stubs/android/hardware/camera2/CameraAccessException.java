package android.hardware.camera2;

public class CameraAccessException extends android.util.AndroidException {
    public static final int CAMERA_DISABLED = 1;
    public static final int CAMERA_IN_USE = 4;
    public static final int MAX_CAMERAS_IN_USE = 5;
    public CameraAccessException(int problem) { throw new RuntimeException("stub"); }
    public final int getReason() { throw new RuntimeException("stub"); }
}
