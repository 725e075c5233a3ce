package io.github.lowlightcam.phone.app;

import android.graphics.Rect;
import android.hardware.camera2.CameraAccessException;
import android.hardware.camera2.CameraDevice;
import android.hardware.camera2.CameraMetadata;
import android.hardware.camera2.CaptureRequest;
import android.os.Build;
import android.util.Range;
import android.view.Surface;
import io.github.lowlightcam.phone.core.Abilities;
import io.github.lowlightcam.phone.core.CameraChoice;
import io.github.lowlightcam.phone.core.CameraPlan;
import java.util.List;

/** What a camera is asked for with each picture. */
final class Request {
    private Request() {}

    static CaptureRequest of(CameraDevice device, Traits traits, CameraPlan plan, List<Surface> targets)
        throws CameraAccessException {
        Abilities can = traits.abilities();
        CaptureRequest.Builder request = device.createCaptureRequest(CameraDevice.TEMPLATE_RECORD);
        for (Surface each : targets) request.addTarget(each);
        int[] range = CameraChoice.range(traits.ranges, plan.fps, plan.isDark);
        request.set(CaptureRequest.CONTROL_AE_TARGET_FPS_RANGE, new Range<Integer>(range[0], range[1]));
        boolean isBoosted = plan.lowLightBoost && can.lowLightBoost;
        request.set(CaptureRequest.CONTROL_AE_MODE, isBoosted
            ? CameraMetadata.CONTROL_AE_MODE_ON_LOW_LIGHT_BOOST_BRIGHTNESS_PRIORITY
            : CameraMetadata.CONTROL_AE_MODE_ON);
        request.set(CaptureRequest.CONTROL_AE_EXPOSURE_COMPENSATION,
            CameraChoice.steps(plan.exposure, traits.exposureStep, traits.leastExposure, traits.mostExposure));
        if (traits.hasVideoFocus()) {
            request.set(CaptureRequest.CONTROL_AF_MODE, CameraMetadata.CONTROL_AF_MODE_CONTINUOUS_VIDEO);
        }
        // stabilisation waits for pictures that come later
        request.set(CaptureRequest.CONTROL_VIDEO_STABILIZATION_MODE,
            CameraMetadata.CONTROL_VIDEO_STABILIZATION_MODE_OFF);
        if (can.torch) {
            request.set(CaptureRequest.FLASH_MODE,
                plan.torch ? CameraMetadata.FLASH_MODE_TORCH : CameraMetadata.FLASH_MODE_OFF);
        }
        zoom(request, traits, Math.min(Math.max(plan.zoom, can.minZoom), can.maxZoom));
        return request.build();
    }

    private static void zoom(CaptureRequest.Builder request, Traits traits, float zoom) {
        if (Build.VERSION.SDK_INT >= 30 && traits.zoomsByRatio()) {
            Zoom30.set(request, zoom);
            return;
        }
        Rect sensor = traits.sensor();
        if (zoom == 1 || sensor.width() == 0) return;
        int[] crop = CameraChoice.crop(sensor.width(), sensor.height(), zoom);
        request.set(CaptureRequest.SCALER_CROP_REGION, new Rect(crop[0], crop[1], crop[2], crop[3]));
    }
}
