package io.github.lowlightcam.phone.core;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.Test;

/** What is taken of that which cameras offer. */
public class CameraChoiceTest {
    private static final List<int[]> USUAL = Arrays.asList(new int[] {4032, 3024}, new int[] {1920, 1440},
        new int[] {1920, 1088}, new int[] {1280, 960}, new int[] {1280, 720}, new int[] {640, 480},
        new int[] {320, 240});
    private static final List<int[]> SQUARE = Arrays.asList(new int[] {640, 480}, new int[] {352, 288});
    private static final List<int[]> RANGES = Arrays.asList(new int[] {15, 15}, new int[] {15, 30}, new int[] {7, 30},
        new int[] {24, 24}, new int[] {30, 30}, new int[] {60, 60});

    @Test
    public void theSmallestSizeThatHasAll() {
        assertArrayEquals(new int[] {1280, 720}, CameraChoice.size(USUAL, 1280, 720));
        assertArrayEquals(new int[] {1920, 1088}, CameraChoice.size(USUAL, 1920, 1080));
        assertArrayEquals(new int[] {1280, 720}, CameraChoice.size(USUAL, 640, 360));
        assertArrayEquals(new int[] {1920, 1088}, CameraChoice.size(USUAL, 3840, 2160));
        assertArrayEquals(new int[] {640, 480}, CameraChoice.size(SQUARE, 1280, 720));
    }

    @Test
    public void itIsDrawnInTheWantedSizeAndTheCamerasAspect() {
        assertArrayEquals(new int[] {640, 360}, CameraChoice.drawn(new int[] {1280, 720}, 640, 360));
        assertArrayEquals(new int[] {1920, 1080}, CameraChoice.drawn(new int[] {1920, 1088}, 1920, 1080));
        assertArrayEquals(new int[] {640, 480}, CameraChoice.drawn(new int[] {640, 480}, 1280, 720));
        assertArrayEquals(new int[] {480, 360}, CameraChoice.drawn(new int[] {640, 480}, 640, 360));
        assertArrayEquals(new int[] {1920, 1088}, CameraChoice.drawn(new int[] {1920, 1088}, 3840, 2160));
    }

    @Test
    public void inTheLightPicturesComeAsFastAsWanted() {
        assertArrayEquals(new int[] {30, 30}, CameraChoice.range(RANGES, 30, false));
        assertArrayEquals(new int[] {24, 24}, CameraChoice.range(RANGES, 24, false));
        assertArrayEquals(new int[] {60, 60}, CameraChoice.range(RANGES, 60, false));
        assertArrayEquals("what is missing is missing", new int[] {60, 60}, CameraChoice.range(RANGES, 120, false));
    }

    @Test
    public void inTheDarkEachPictureMayBeExposedForLonger() {
        assertArrayEquals(new int[] {15, 30}, CameraChoice.range(RANGES, 24, true));
        List<int[]> rich = Arrays.asList(new int[] {30, 30}, new int[] {20, 24}, new int[] {5, 24}, new int[] {15, 30});
        assertArrayEquals(new int[] {20, 24}, CameraChoice.range(rich, 24, true));
        List<int[]> fixed = Arrays.asList(new int[] {30, 30}, new int[] {24, 24});
        assertArrayEquals(new int[] {24, 24}, CameraChoice.range(fixed, 24, true));
    }

    @Test
    public void exposureInSteps() {
        assertEquals(3, CameraChoice.steps(1, 1 / 3f, -12, 12));
        assertEquals(-12, CameraChoice.steps(-8, 1 / 3f, -12, 12));
        assertEquals(0, CameraChoice.steps(1, 0, 0, 0));
    }

    @Test
    public void theCropIsInTheMiddle() {
        assertArrayEquals(new int[] {1000, 750, 3000, 2250}, CameraChoice.crop(4000, 3000, 2));
        assertArrayEquals(new int[] {0, 0, 4000, 3000}, CameraChoice.crop(4000, 3000, 0.5f));
    }

    @Test
    public void aPhoneIsTurnedWhenItIsNearlyThere() {
        Orientation orientation = new Orientation();
        assertFalse(orientation.turn(44));
        assertFalse(orientation.turn(59));
        assertTrue(orientation.turn(61));
        assertEquals(90, orientation.degrees());
        assertFalse("one that lies flat is held as it was", orientation.turn(-1));
        assertFalse(orientation.turn(46));
        assertTrue(orientation.turn(350));
        assertEquals(0, orientation.degrees());
        assertTrue(orientation.turn(270));
        assertEquals(270, orientation.degrees());
    }

    @Test
    public void picturesAreUprightHoweverThePhoneIsHeld() {
        // as Android's JPEG_ORIENTATION: sensor + device for a rear camera, sensor - device for a front one
        for (int sensor = 0; sensor < 360; sensor += 90) {
            for (int device = 0; device < 360; device += 90) {
                for (int front = 0; front < 2; front++) {
                    OpenCamera camera = new OpenCamera("0", 1280, 720, 30, sensor, front == 1, Abilities.NONE);
                    PicturePlan plan = PicturePlan.of(camera, device);
                    int android = (sensor + (front == 1 ? -device : device) + 360) % 360;
                    assertEquals(android, (sensor + 90 * plan.quarterTurns) % 360);
                    assertEquals(android % 180 == 0 ? 1280 : 720, plan.width);
                    assertEquals(android % 180 == 0 ? 720 : 1280, plan.height);
                }
            }
        }
    }

    @Test
    public void oddSidesLoseALine() {
        PicturePlan plan = PicturePlan.of(new OpenCamera("0", 641, 361, 30, 0, false, Abilities.NONE), 0);
        assertEquals(640, plan.width);
        assertEquals(360, plan.height);
    }

    @Test
    public void brightnessWithoutGaps() {
        byte[] plane = {1, 2, 9, 3, 4}; // the last row lacks its end
        assertArrayEquals(new byte[] {1, 2, 3, 4}, Luminance.of(ByteBuffer.wrap(plane), 3, 1, 2, 2, new byte[0]));
        byte[] wide = {1, 9, 2, 9, 3, 9, 4};
        byte[] into = new byte[4];
        byte[] rows = Luminance.of(ByteBuffer.wrap(wide), 4, 2, 2, 2, into);
        assertArrayEquals(new byte[] {1, 2, 3, 4}, rows);
        assertTrue("the same memory again", rows == into);
    }
}
