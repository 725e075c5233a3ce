package android.hardware.camera2;

import android.graphics.Rect;

public final class CameraCharacteristics extends CameraMetadata<CameraCharacteristics.Key<?>> {
    public static final class Key<T> {
        public String getName() { throw new RuntimeException("stub"); }
    }
    public <T> T get(Key<T> key) { throw new RuntimeException("stub"); }
    public static final Key<Integer> LENS_FACING = null;
    public static final Key<Integer> SENSOR_ORIENTATION = null;
    public static final Key<Integer> SENSOR_INFO_TIMESTAMP_SOURCE = null;
    public static final Key<Rect> SENSOR_INFO_ACTIVE_ARRAY_SIZE = null;
    public static final Key<android.util.SizeF> SENSOR_INFO_PHYSICAL_SIZE = null;
    public static final Key<Integer> INFO_SUPPORTED_HARDWARE_LEVEL = null;
    public static final Key<Boolean> FLASH_INFO_AVAILABLE = null;
    public static final Key<float[]> LENS_INFO_AVAILABLE_FOCAL_LENGTHS = null;
    public static final Key<int[]> REQUEST_AVAILABLE_CAPABILITIES = null;
    public static final Key<int[]> CONTROL_AE_AVAILABLE_MODES = null;
    public static final Key<android.util.Range<Integer>[]> CONTROL_AE_AVAILABLE_TARGET_FPS_RANGES = null;
    public static final Key<android.util.Range<Integer>> CONTROL_AE_COMPENSATION_RANGE = null;
    public static final Key<android.util.Rational> CONTROL_AE_COMPENSATION_STEP = null;
    public static final Key<int[]> CONTROL_AF_AVAILABLE_MODES = null;
    public static final Key<android.util.Range<Float>> CONTROL_ZOOM_RATIO_RANGE = null;
    public static final Key<Float> SCALER_AVAILABLE_MAX_DIGITAL_ZOOM = null;
    public static final Key<android.hardware.camera2.params.StreamConfigurationMap> SCALER_STREAM_CONFIGURATION_MAP =
            null;
}
