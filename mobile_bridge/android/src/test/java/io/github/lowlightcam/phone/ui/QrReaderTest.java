package io.github.lowlightcam.phone.ui;

import static org.junit.Assert.assertEquals;

import org.junit.Test;

/** What is no code; the desktop's own codes are in tests/mobile_bridge/android/test_qr_reader.py. */
public final class QrReaderTest {
    @Test
    public void aPictureWithoutCodeGivesNothing() {
        assertEquals("", new QrReader().read(new byte[64 * 48], 64, 64, 48));
    }
}
