package io.github.lowlightcam.phone.ui;

import static org.junit.Assert.assertEquals;

import java.util.Random;
import org.junit.Test;

/** What is no code; the desktop's own codes are in tests/mobile_bridge/android/test_qr_reader.py. */
public final class QrReaderTest {
    @Test
    public void aPictureWithoutCodeGivesNothing() {
        readsNothing(new QrReader(), new byte[64 * 48], 64, 48);
    }

    @Test
    public void rubbishGivesNothing() {
        Random random = new Random(7);
        byte[] picture = new byte[320 * 240];
        QrReader reader = new QrReader();
        for (int time = 0; time < 20; time++) {
            random.nextBytes(picture);
            readsNothing(reader, picture, 320, 240);
        }
    }

    @Test
    public void theSmallestPicturesGiveNothing() {
        for (int side = 2; side < 48; side++) {
            readsNothing(new QrReader(), new byte[side * side], side, side);
        }
    }

    private static void readsNothing(QrReader reader, byte[] picture, int width, int height) {
        for (int way = 0; way < QrReader.WAYS; way++) {
            assertEquals("", reader.read(picture, width, width, height));
        }
    }
}
