package io.github.lowlightcam.phone.app;

import android.graphics.Rect;
import android.graphics.SurfaceTexture;
import android.hardware.camera2.CameraCharacteristics;
import android.hardware.camera2.CameraMetadata;
import android.hardware.camera2.params.StreamConfigurationMap;
import android.os.Build;
import android.util.Range;
import android.util.Rational;
import android.util.Size;
import android.util.SizeF;
import io.github.lowlightcam.phone.core.Abilities;
import io.github.lowlightcam.phone.core.Lens;
import io.github.lowlightcam.phone.core.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What one camera is and can, read from Android. Immutable. */
final class Traits {
    /** Diagonal of a picture on 35 mm film, in millimetres. */
    private static final double FILM_MM = 43.27;

    final List<int[]> sizes = new ArrayList<int[]>();
    final List<int[]> ranges = new ArrayList<int[]>();
    final float exposureStep;
    final int leastExposure;
    final int mostExposure;
    final boolean lowLightBoost;
    private final CameraCharacteristics from;

    Traits(CameraCharacteristics from) {
        this.from = from;
        StreamConfigurationMap map = from.get(CameraCharacteristics.SCALER_STREAM_CONFIGURATION_MAP);
        Size[] offered = map == null ? null : map.getOutputSizes(SurfaceTexture.class);
        for (Size each : offered == null ? new Size[0] : offered) {
            sizes.add(new int[] {each.getWidth(), each.getHeight()});
        }
        Range<Integer>[] rates = from.get(CameraCharacteristics.CONTROL_AE_AVAILABLE_TARGET_FPS_RANGES);
        if (rates != null) {
            for (Range<Integer> each : rates) ranges.add(new int[] {each.getLower(), each.getUpper()});
        }
        Range<Integer> steps = from.get(CameraCharacteristics.CONTROL_AE_COMPENSATION_RANGE);
        Rational step = from.get(CameraCharacteristics.CONTROL_AE_COMPENSATION_STEP);
        boolean isSteered = steps != null && step != null;
        leastExposure = isSteered ? steps.getLower() : 0;
        mostExposure = isSteered ? steps.getUpper() : 0;
        exposureStep = isSteered ? step.floatValue() : 0;
        lowLightBoost = has(CameraCharacteristics.CONTROL_AE_AVAILABLE_MODES,
            CameraMetadata.CONTROL_AE_MODE_ON_LOW_LIGHT_BOOST_BRIGHTNESS_PRIORITY);
    }

    /** Whether it gives pictures as one expects; depth cameras do not. */
    boolean isCommon() {
        return !sizes.isEmpty() && !ranges.isEmpty() && has(CameraCharacteristics.REQUEST_AVAILABLE_CAPABILITIES,
            CameraMetadata.REQUEST_AVAILABLE_CAPABILITIES_BACKWARD_COMPATIBLE);
    }

    Lens.Side side() {
        int facing = number(CameraCharacteristics.LENS_FACING, CameraMetadata.LENS_FACING_EXTERNAL);
        if (facing == CameraMetadata.LENS_FACING_FRONT) return Lens.Side.FRONT;
        return facing == CameraMetadata.LENS_FACING_BACK ? Lens.Side.REAR : Lens.Side.EXTERNAL;
    }

    int sensorDegrees() {
        return number(CameraCharacteristics.SENSOR_ORIENTATION, 0);
    }

    /** As on 35 mm film; 0 if not known. */
    int focalMm() {
        float[] focal = from.get(CameraCharacteristics.LENS_INFO_AVAILABLE_FOCAL_LENGTHS);
        SizeF sensor = from.get(CameraCharacteristics.SENSOR_INFO_PHYSICAL_SIZE);
        if (focal == null || focal.length == 0 || sensor == null) return 0;
        double diagonal = Math.hypot(sensor.getWidth(), sensor.getHeight());
        return diagonal > 0 ? (int) Math.round(focal[0] * FILM_MM / diagonal) : 0;
    }

    boolean hasVideoFocus() {
        return has(CameraCharacteristics.CONTROL_AF_AVAILABLE_MODES, CameraMetadata.CONTROL_AF_MODE_CONTINUOUS_VIDEO);
    }

    /** The sensor's pixels: left, top, right, bottom. */
    Rect sensor() {
        Rect sensor = from.get(CameraCharacteristics.SENSOR_INFO_ACTIVE_ARRAY_SIZE);
        return sensor == null ? new Rect(0, 0, 0, 0) : sensor;
    }

    Abilities abilities() {
        Abilities.Builder can = new Abilities.Builder();
        can.torch = Boolean.TRUE.equals(from.get(CameraCharacteristics.FLASH_INFO_AVAILABLE));
        float[] zooms = zooms();
        can.minZoom = zooms[0];
        can.maxZoom = zooms[1];
        can.exposureStep = exposureStep;
        can.minExposure = leastExposure * exposureStep;
        can.maxExposure = mostExposure * exposureStep;
        can.lowLightBoost = lowLightBoost;
        for (String size : Settings.SIZES) {
            if (isCovered(size)) can.sizes.add(size);
        }
        for (String rate : Settings.RATES) {
            if (highestRate() >= Integer.parseInt(rate)) can.rates.add(rate);
        }
        return can.build();
    }

    /** For the self-test's report. */
    String words() {
        StringBuilder ranged = new StringBuilder();
        for (int[] each : ranges) ranged.append(' ').append(Arrays.toString(each));
        int[] largest = sizes.isEmpty() ? new int[2] : sizes.get(0);
        float[] zooms = zooms();
        return side() + ", " + focalMm() + " mm, turned by " + sensorDegrees() + ", level "
            + number(CameraCharacteristics.INFO_SUPPORTED_HARDWARE_LEVEL, -1) + ", clock "
            + number(CameraCharacteristics.SENSOR_INFO_TIMESTAMP_SOURCE, -1) + ", " + sizes.size() + " sizes from "
            + largest[0] + "x" + largest[1] + ", rates" + ranged + ", zoom " + zooms[0] + " to " + zooms[1]
            + ", exposure " + leastExposure + " to " + mostExposure + " steps of " + exposureStep + ", exposure modes "
            + Arrays.toString(from.get(CameraCharacteristics.CONTROL_AE_AVAILABLE_MODES));
    }

    /** Whether it is not by a crop of the sensor that it zooms. */
    boolean zoomsByRatio() {
        return ratios().length > 0;
    }

    private float[] ratios() {
        return Build.VERSION.SDK_INT >= 30 ? Zoom30.range(from) : new float[0];
    }

    private float[] zooms() {
        float[] range = ratios();
        if (range.length > 0) return range;
        Float most = from.get(CameraCharacteristics.SCALER_AVAILABLE_MAX_DIGITAL_ZOOM);
        return new float[] {1, most == null ? 1 : Math.max(1, most)};
    }

    private boolean isCovered(String size) {
        int cross = size.indexOf('x');
        for (int[] each : sizes) {
            if (each[0] >= Integer.parseInt(size.substring(0, cross))
                && each[1] >= Integer.parseInt(size.substring(cross + 1))) return true;
        }
        return false;
    }

    private int highestRate() {
        int highest = 0;
        for (int[] each : ranges) highest = Math.max(highest, each[1]);
        return highest;
    }

    private int number(CameraCharacteristics.Key<Integer> key, int otherwise) {
        Integer value = from.get(key);
        return value == null ? otherwise : value;
    }

    private boolean has(CameraCharacteristics.Key<int[]> key, int wanted) {
        int[] values = from.get(key);
        for (int each : values == null ? new int[0] : values) {
            if (each == wanted) return true;
        }
        return false;
    }
}
