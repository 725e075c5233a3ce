package io.github.lowlightcam.phone.core;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import org.junit.Test;

/** The encoder's part of the self-test. */
public class CodingTimesTest {
    private static final long MS = 1000000L;

    @Test
    public void whatAnEncoderTakes() {
        CodingTimes times = new CodingTimes();
        for (int frame = 0; frame < 20; frame++) times.given(frame, frame * 33 * MS);
        times.askKey(10);
        for (int frame = 0; frame < 19; frame++) {
            times.coded(frame == 0 || frame == 12, frame, 100, (frame * 33 + (frame == 5 ? 50 : 8)) * MS);
        }
        assertEquals("19 of 20 pictures coded, 2 of them key frames, in 8.0 ms (median), 8.0 ms (95 of 100), "
            + "50.0 ms (worst), 1900 bytes; a key frame came 2 pictures after it was asked for", times.words());
    }

    @Test
    public void anEncoderThatGivesNothing() {
        CodingTimes times = new CodingTimes();
        times.given(1, 0);
        assertEquals("1 pictures given, none coded", times.words());
    }

    @Test
    public void noKeyFrame() {
        CodingTimes times = new CodingTimes();
        times.given(1, 0);
        times.askKey(1);
        times.coded(false, 1, 10, MS);
        assertTrue(times.words().endsWith("no key frame came when it was asked for"));
    }
}
