package android.hardware.camera2;

public class CaptureFailure {
    public int getReason() { throw new RuntimeException("stub"); }
}
