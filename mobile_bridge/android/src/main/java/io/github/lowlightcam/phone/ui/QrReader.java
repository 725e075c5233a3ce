package io.github.lowlightcam.phone.ui;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.LuminanceSource;
import com.google.zxing.PlanarYUVLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.Collections;
import java.util.Map;

/**
 * Reads the QR code that the computer shows, by ZXing. It looks at each picture in one way and at the next one in
 * another, until a code is found: as it is, at half its size, which takes noise away, and light on dark, as some
 * terminals show it. So it wants to see several pictures. One thread at a time.
 */
public final class QrReader {
    /** How many pictures it takes to look in every way. */
    public static final int WAYS = 3;

    private static final Map<DecodeHintType, ?> HINTS = Collections.singletonMap(DecodeHintType.TRY_HARDER, true);

    private final QRCodeReader reader = new QRCodeReader();
    private byte[] half = new byte[0];
    private int way;

    /**
     * Looks for a code in a picture's luminance, the Y plane of YUV_420_888.
     *
     * @param luminance at least {@code stride * height} bytes; row 0 is the top, pixels lie next to each other
     * @param stride bytes from one row to the next, at least {@code width}
     * @param width pixels, at least 2
     * @param height pixels, at least 2
     * @return the code's text; "" if none is found in this way
     */
    public String read(byte[] luminance, int stride, int width, int height) {
        String text = "";
        switch (way) {
            case 0:
                text = read(source(luminance, stride, width, height));
                break;
            case 1:
                shrink(luminance, stride, width, height);
                text = read(source(half, width / 2, width / 2, height / 2));
                break;
            default:
                text = read(source(luminance, stride, width, height).invert());
        }
        if (text.isEmpty()) way = (way + 1) % WAYS;
        return text;
    }

    private static LuminanceSource source(byte[] luminance, int stride, int width, int height) {
        return new PlanarYUVLuminanceSource(luminance, stride, height, 0, 0, width, height, false);
    }

    private String read(LuminanceSource picture) {
        try {
            return reader.decode(new BinaryBitmap(new HybridBinarizer(picture)), HINTS).getText();
        } catch (ReaderException none) {
            return "";
        }
    }

    private void shrink(byte[] luminance, int stride, int width, int height) {
        int columns = width / 2;
        int rows = height / 2;
        if (half.length != columns * rows) half = new byte[columns * rows];
        for (int row = 0, to = 0; row < rows; row++) {
            for (int from = 2 * row * stride, end = from + 2 * columns; from < end; from += 2) {
                int sum = (luminance[from] & 255) + (luminance[from + 1] & 255)
                        + (luminance[from + stride] & 255) + (luminance[from + stride + 1] & 255);
                half[to++] = (byte) (sum / 4);
            }
        }
    }
}
