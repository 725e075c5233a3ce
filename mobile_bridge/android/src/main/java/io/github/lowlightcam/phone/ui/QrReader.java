package io.github.lowlightcam.phone.ui;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.PlanarYUVLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.Collections;
import java.util.Map;

/** Reads the QR code that the computer shows, by ZXing. One thread at a time. */
public final class QrReader {
    private static final Map<DecodeHintType, ?> HINTS = Collections.singletonMap(DecodeHintType.TRY_HARDER, true);

    private final QRCodeReader reader = new QRCodeReader();

    /**
     * Looks for a code in a picture's luminance, the Y plane of YUV_420_888.
     *
     * @param luminance at least {@code stride * height} bytes; row 0 is the top, pixels lie next to each other
     * @param stride bytes from one row to the next, at least {@code width}
     * @param width pixels
     * @param height pixels
     * @return the code's text; "" if there is none that can be read
     */
    public String read(byte[] luminance, int stride, int width, int height) {
        PlanarYUVLuminanceSource picture =
                new PlanarYUVLuminanceSource(luminance, stride, height, 0, 0, width, height, false);
        try {
            return reader.decode(new BinaryBitmap(new HybridBinarizer(picture)), HINTS).getText();
        } catch (ReaderException none) {
            return "";
        }
    }
}
