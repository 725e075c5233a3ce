package io.github.lowlightcam.phone.core;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import org.junit.Test;

/** As web/app/encoder.js steers. */
public class BitrateTest {
    private final Bitrate bitrate = new Bitrate();

    @Test
    public void itBeginsWithWhatTheSizeNeeds() {
        bitrate.start(1280, 720, 30);
        assertEquals(3594240, bitrate.bps());
        bitrate.start(160, 90, 5);
        assertEquals(Bitrate.LEAST_BPS, bitrate.bps());
        bitrate.start(3840, 2160, 60);
        assertEquals(Bitrate.MOST_BPS, bitrate.bps());
    }

    @Test
    public void lessWherePicturesWaitAndSlowlyMoreAgain() {
        bitrate.start(1280, 720, 30);
        assertTrue(bitrate.steer(true));
        assertEquals(2875392, bitrate.bps());
        assertTrue(bitrate.steer(false));
        assertEquals(3019162, bitrate.bps());
        for (int second = 0; second < 60; second++) bitrate.steer(false);
        assertEquals(3594240, bitrate.bps(), 0.04 * 3594240);
        assertFalse("no change that is too small to matter", bitrate.steer(false));
    }

    @Test
    public void itStaysWithinItsLimits() {
        bitrate.start(1280, 720, 30);
        for (int second = 0; second < 60; second++) bitrate.steer(true);
        assertEquals(Bitrate.LEAST_BPS, bitrate.bps(), 0.04 * Bitrate.LEAST_BPS);
    }

    @Test
    public void theComputersWordIsHeeded() {
        bitrate.start(1280, 720, 30);
        bitrate.cap(1000000);
        assertTrue(bitrate.steer(false));
        assertEquals(1000000, bitrate.bps());
        bitrate.cap(1);
        bitrate.steer(false);
        assertEquals(Bitrate.LEAST_BPS, bitrate.bps());
        bitrate.cap(1e12);
        bitrate.start(1280, 720, 30);
        assertEquals(3594240, bitrate.bps());
    }
}
