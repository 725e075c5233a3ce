package io.github.lowlightcam.phone.core;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import org.junit.Test;

/** Down before the phone throttles, and up again one step at a time. */
public class HeatGovernorTest {
    private final HeatGovernor governor = new HeatGovernor();
    private long nowMs;

    @Test
    public void aCoolPhoneIsNotLimited() {
        pass(600, HeatLevel.NONE, Float.NaN, false);
        assertFalse(governor.isLimiting());
        assertEquals(Integer.MAX_VALUE, governor.mostPixels());
    }

    @Test
    public void whatIsForeseenCountsBeforeThePhoneThrottles() {
        pass(1, HeatLevel.NONE, 0.84f, false);
        assertFalse(governor.isLimiting());
        pass(1, HeatLevel.NONE, 0.85f, false);
        assertEquals(30, governor.mostFps());
        pass(1, HeatLevel.NONE, 0.95f, false);
        assertEquals(24, governor.mostFps());
        assertEquals(1280 * 720, governor.mostPixels());
    }

    @Test
    public void aPhoneThatSaysNothingIsKnownByItsFrames() {
        pass(1, HeatLevel.NONE, Float.NaN, true);
        assertTrue(governor.isLimiting());
        assertFalse(governor.isOff());
    }

    @Test
    public void whatDoesNotHelpIsFollowedByMore() {
        pass(1, HeatLevel.MODERATE, Float.NaN, false);
        assertEquals(1280 * 720, governor.mostPixels());
        pass(60, HeatLevel.MODERATE, Float.NaN, false);
        assertEquals(640 * 360, governor.mostPixels());
        assertEquals(24, governor.mostFps());
        pass(60, HeatLevel.MODERATE, Float.NaN, false);
        assertEquals(15, governor.mostFps());
        pass(3600, HeatLevel.MODERATE, Float.NaN, false);
        assertFalse("a warm phone is no reason to stop", governor.isOff());
    }

    @Test
    public void aCriticalPhoneRestsAtOnce() {
        pass(1, HeatLevel.SEVERE, Float.NaN, false);
        assertEquals(640 * 360, governor.mostPixels());
        assertFalse(governor.isOff());
        pass(1, HeatLevel.CRITICAL, Float.NaN, false);
        assertTrue(governor.isOff());
    }

    @Test
    public void itComesBackStepByStep() {
        pass(1, HeatLevel.CRITICAL, Float.NaN, false);
        pass(1, HeatLevel.NONE, Float.NaN, false);
        int[] rates = {15, 24, 24, 30, 240};
        for (int rate : rates) {
            int before = governor.mostFps();
            pass(89, HeatLevel.NONE, Float.NaN, false);
            assertEquals("not yet", before, governor.mostFps());
            pass(1, HeatLevel.NONE, Float.NaN, false);
            assertEquals(rate, governor.mostFps());
        }
        assertFalse(governor.isLimiting());
    }

    @Test
    public void heatThatComesAndGoesDoesNotFlicker() {
        int changes = 0;
        int last = governor.mostFps();
        for (int minute = 0; minute < 30; minute++) {
            pass(30, HeatLevel.LIGHT, Float.NaN, false);
            if (governor.mostFps() != last) changes += 1;
            last = governor.mostFps();
            pass(30, HeatLevel.NONE, Float.NaN, false);
            if (governor.mostFps() != last) changes += 1;
            last = governor.mostFps();
        }
        assertEquals(1, changes);
    }

    private void pass(int seconds, HeatLevel level, float headroom, boolean isSlow) {
        for (int second = 0; second < seconds; second++) {
            nowMs += 1000;
            governor.look(level, headroom, isSlow, nowMs);
        }
    }
}
