package io.github.lowlightcam.phone.gl;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import org.junit.Test;

public final class PaceTest {
    private final Pace pace = new Pace();

    private boolean after(int frames, int dropEvery, boolean isCalm) {
        for (int at = 0; at < frames; at++) {
            pace.update(at % dropEvery == 0, isCalm);
        }
        return pace.isTooSlow();
    }

    @Test
    public void aFewDroppedFramesAreNoReason() {
        assertFalse(after(600, 10, true));
    }

    @Test
    public void whatIsDroppedWithoutNoiseReductionIsNotItsFault() {
        assertFalse(after(600, 2, false));
        assertFalse(after(50, 2, true));
    }

    @Test
    public void manyDroppedFramesAreAndItStaysSo() {
        assertTrue(after(60, 4, true));
        assertTrue(after(600, 1000, true));
    }
}
