package android.hardware.camera2;

import android.graphics.Rect;
import android.os.Parcelable;

public final class CaptureRequest extends CameraMetadata<CaptureRequest.Key<?>> implements Parcelable {
    public static final class Key<T> {
        public String getName() { throw new RuntimeException("stub"); }
    }
    public static final class Builder {
        public <T> void set(Key<T> key, T value) { throw new RuntimeException("stub"); }
        public <T> T get(Key<T> key) { throw new RuntimeException("stub"); }
        public void addTarget(android.view.Surface outputTarget) { throw new RuntimeException("stub"); }
        public CaptureRequest build() { throw new RuntimeException("stub"); }
    }
    public static final Key<Integer> CONTROL_AE_MODE = null;
    public static final Key<Integer> CONTROL_AE_EXPOSURE_COMPENSATION = null;
    public static final Key<android.util.Range<Integer>> CONTROL_AE_TARGET_FPS_RANGE = null;
    public static final Key<Integer> CONTROL_AF_MODE = null;
    public static final Key<Integer> CONTROL_VIDEO_STABILIZATION_MODE = null;
    public static final Key<Float> CONTROL_ZOOM_RATIO = null;
    public static final Key<Integer> FLASH_MODE = null;
    public static final Key<Rect> SCALER_CROP_REGION = null;
}
