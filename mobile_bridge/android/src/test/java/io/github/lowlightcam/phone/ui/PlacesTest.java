package io.github.lowlightcam.phone.ui;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import org.junit.Test;

public class PlacesTest {
    private static int[] fit(int width, int height, int pictureWidth, int pictureHeight) {
        Fit fit = Fit.inside(width, height, pictureWidth, pictureHeight);
        return new int[] {fit.left, fit.top, fit.width, fit.height};
    }

    @Test
    public void aPictureIsWholeAndInTheMiddle() {
        assertArrayEquals(new int[] {0, 896, 1080, 607}, fit(1080, 2400, 1280, 720));
        assertArrayEquals(new int[] {240, 0, 1920, 1080}, fit(2400, 1080, 1280, 720));
        assertArrayEquals(new int[] {0, 240, 1080, 1920}, fit(1080, 2400, 720, 1280));
        assertArrayEquals(new int[] {0, 0, 1280, 720}, fit(1280, 720, 640, 360));
        assertArrayEquals(new int[] {0, 0, 1080, 2400}, fit(1080, 2400, 0, 0));
        assertArrayEquals(new int[] {0, 0, 0, 0}, fit(0, 0, 1280, 720));
    }

    @Test
    public void evenStepsEndAtTheirLimits() {
        Scale scale = Scale.even(-2, 2, 0.25f);
        assertEquals(16, scale.last);
        assertEquals(-2, scale.numberAt(0), 0);
        assertEquals(2, scale.numberAt(16), 0);
        assertEquals(8, scale.positionOf(0.1f));
        assertEquals(0, scale.positionOf(-9));
        assertEquals(16, scale.positionOf(9));
        assertEquals(20, Scale.even(0, 1, 0).last);
        assertEquals(20, Scale.SHARE.last);
    }

    @Test
    public void zoomGoesByRatios() {
        Scale scale = Scale.ratio(0.5f, 8);
        assertEquals(0.5, scale.numberAt(0), 1e-6);
        assertEquals(8, scale.numberAt(scale.last), 1e-5);
        assertEquals(2, scale.numberAt(scale.last / 2), 1e-5);
        assertTrue(scale.positionOf(1) > 0);
        for (int at = 0; at <= scale.last; at++) assertEquals(at, scale.positionOf(scale.numberAt(at)));
    }
}
