package io.github.lowlightcam.phone.app;

import android.graphics.ImageFormat;
import android.media.Image;
import android.media.ImageReader;
import android.view.Surface;
import io.github.lowlightcam.phone.core.Commands;
import io.github.lowlightcam.phone.core.Luminance;

/** Gives the camera's brightness to the scanner of codes, a few times a second, on the cameras' thread. */
final class ScanReader implements ImageReader.OnImageAvailableListener {
    private static final long EVERY_NS = 150000000L;

    private final ImageReader reader;
    private final CameraDriver driver;
    private byte[] luminance = new byte[0];
    private long lastNs;

    ScanReader(int width, int height, CameraDriver driver) {
        this.driver = driver;
        reader = ImageReader.newInstance(width, height, ImageFormat.YUV_420_888, 2);
        reader.setOnImageAvailableListener(this, driver.handler());
    }

    Surface surface() {
        return reader.getSurface();
    }

    void close() {
        reader.close();
    }

    @Override
    public void onImageAvailable(ImageReader from) {
        try (Image image = from.acquireLatestImage()) {
            Commands.Scanner scanner = driver.scanner();
            long nowNs = System.nanoTime();
            if (image == null || scanner == null || nowNs - lastNs < EVERY_NS) return;
            lastNs = nowNs;
            Image.Plane plane = image.getPlanes()[0];
            luminance = Luminance.of(plane.getBuffer(), plane.getRowStride(), plane.getPixelStride(), image.getWidth(),
                image.getHeight(), luminance);
            scanner.onPicture(luminance, image.getWidth(), image.getHeight());
        } catch (IllegalStateException e) {
            // closed meanwhile
        }
    }
}
