package io.github.lowlightcam.phone.core;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import org.junit.Test;

/** Second by second, and frame by frame. */
public class PaceTest {
    private static final long MS = 1000000L;

    @Test
    public void itIsDarkAfterThreeSeconds() {
        Darkness darkness = new Darkness();
        darkness.look(0.95f);
        darkness.look(0.95f);
        assertFalse(darkness.isDark());
        darkness.look(0.95f);
        assertTrue(darkness.isDark());
    }

    @Test
    public void aMomentOfLightDoesNotEndTheDark() {
        Darkness darkness = new Darkness();
        for (int second = 0; second < 60; second++) darkness.look(1);
        for (int second = 0; second < 3; second++) darkness.look(0);
        assertTrue(darkness.isDark());
        darkness.look(0);
        assertFalse(darkness.isDark());
    }

    @Test
    public void ratesAreThoseOfTheLastSecond() {
        Rates rates = new Rates();
        for (int frame = 0; frame < 30; frame++) rates.see();
        for (int frame = 0; frame < 20; frame++) rates.add(5);
        assertEquals(30, rates.turn());
        assertEquals(20, rates.fps(), 0);
        assertEquals(5, rates.frameMs(), 1e-6);
        assertEquals(0, rates.turn());
        assertEquals(0, rates.fps(), 0);
        assertTrue(Float.isNaN(rates.frameMs()));
    }

    @Test
    public void aPhoneThatTakesLongerForLongIsSlow() {
        Slowness slowness = new Slowness();
        for (int second = 0; second < 60; second++) slowness.look(10);
        for (int second = 0; second < 30; second++) slowness.look(18);
        assertFalse(slowness.isSlow());
        slowness.look(18);
        assertTrue(slowness.isSlow());
        slowness.look(Float.NaN);
        assertTrue("nothing is known of a second without frames", slowness.isSlow());
        slowness.look(10);
        assertFalse(slowness.isSlow());
    }

    @Test
    public void whatIsQuickAnywayIsNotSlow() {
        Slowness slowness = new Slowness();
        slowness.look(2);
        for (int second = 0; second < 60; second++) slowness.look(7);
        assertFalse(slowness.isSlow());
    }

    @Test
    public void noMorePicturesPassThanWanted() {
        assertEquals(30, passed(30, 30, 0));
        assertEquals(24, passed(30, 24, 0), 1);
        assertEquals(15, passed(30, 15, 0), 1);
        assertEquals(30, passed(60, 30, 0), 1);
        assertEquals(20, passed(20, 30, 0));
    }

    @Test
    public void anUnsteadyCameraLosesNothing() {
        assertEquals(30, passed(30, 30, 8), 1);
        assertEquals(15, passed(30, 15, 8), 1);
    }

    @Test
    public void anotherCamerasClockIsNoReasonToWait() {
        FrameGate gate = new FrameGate();
        assertTrue(gate.pass(1000000 * MS, 30));
        assertTrue(gate.pass(5 * MS, 30));
        assertTrue(gate.pass(39 * MS, 30));
    }

    @Test
    public void camerasCountByEitherClock() {
        long nano = 5000 * MS;
        long elapsed = 90000 * MS;
        assertEquals(nano - 40 * MS, FrameClock.toNanoTime(nano - 40 * MS, nano, elapsed));
        assertEquals(nano - 40 * MS, FrameClock.toNanoTime(elapsed - 40 * MS, nano, elapsed));
        assertEquals(nano, FrameClock.toNanoTime(0, nano, elapsed));
        assertEquals(nano, FrameClock.toNanoTime(Long.MAX_VALUE, nano, elapsed));
    }

    /** Of a second of frames; each comes up to so many milliseconds late. */
    private static int passed(int rate, int wanted, int lateMs) {
        FrameGate gate = new FrameGate();
        int count = 0;
        for (int frame = 0; frame < rate; frame++) {
            long late = frame * 7919 % (lateMs + 1) * MS;
            if (gate.pass(1000 * MS + frame * 1000 * MS / rate + late, wanted)) count += 1;
        }
        return count;
    }
}
