package io.github.lowlightcam.phone.app;

import android.hardware.camera2.CameraCharacteristics;
import android.hardware.camera2.CaptureRequest;
import android.util.Range;

/** Zoom by its ratio, from Android 11 on: below 1 as well, where there is a wider lens. */
final class Zoom30 {
    private Zoom30() {}

    /** Least and most; empty if this camera zooms by its sensor's crop. */
    static float[] range(CameraCharacteristics from) {
        Range<Float> range = from.get(CameraCharacteristics.CONTROL_ZOOM_RATIO_RANGE);
        return range == null ? new float[0] : new float[] {range.getLower(), range.getUpper()};
    }

    static void set(CaptureRequest.Builder request, float zoom) {
        request.set(CaptureRequest.CONTROL_ZOOM_RATIO, zoom);
    }
}
