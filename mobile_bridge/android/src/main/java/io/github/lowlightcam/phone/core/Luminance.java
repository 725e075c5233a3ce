package io.github.lowlightcam.phone.core;

import java.nio.ByteBuffer;

/** The brightness of a camera's picture, row by row without gaps. */
public final class Luminance {
    private Luminance() {}

    /**
     * Take the rows out of a plane.
     *
     * @param rowStride bytes from one row to the next; the last row may lack its end
     * @param pixelStride bytes from one pixel to the next
     * @param into used again if it is of the right length
     */
    public static byte[] of(ByteBuffer plane, int rowStride, int pixelStride, int width, int height, byte[] into) {
        byte[] rows = into.length == width * height ? into : new byte[width * height];
        ByteBuffer from = plane.duplicate();
        for (int y = 0; y < height; y++) {
            if (pixelStride == 1) {
                from.position(y * rowStride);
                from.get(rows, y * width, width);
                continue;
            }
            for (int x = 0; x < width; x++) rows[y * width + x] = from.get(y * rowStride + x * pixelStride);
        }
        return rows;
    }
}
