package io.github.lowlightcam.phone.gl;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import android.opengl.EGL14;
import android.opengl.EGLExt;
import android.opengl.GLES30;

import java.util.Arrays;

import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.function.ThrowingRunnable;

/** What the encoder gets, and what the screen. */
public final class PainterTest {
    private static final int WIDTH = 64;
    private static final int HEIGHT = 48;
    private static final float[] MATRIX = {1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1, 0, 0, 1, 0, 1};
    private static final Look ON = new Look(Look.ON, 1, 0, false);
    private static final Look MIRRORED = new Look(Look.ON, 1, 0, true);
    private static final Look OFF = new Look(Look.OFF, 1, 0, false);

    private final byte[] picture = Pictures.dim(WIDTH, HEIGHT, 1);
    private Egl egl;
    private Painter painter;
    private Canvas encoder;
    private Canvas screen;

    @Before
    public void begin() {
        egl = new Egl();
        Shaders shaders = Released.shaders();
        painter = new Painter(Enhancer.create(Released.model(), shaders), shaders);
        encoder = egl.window(new int[] {WIDTH, HEIGHT});
        screen = egl.window(new int[] {WIDTH, HEIGHT});
        Pictures.show(painter, picture, WIDTH, HEIGHT);
        EGLExt.PRESENTED.clear();
    }

    @After
    public void end() {
        EGL14.loseContext(false);
        egl.dispose();
    }

    private Result paint(Look look, int turns, int width, int height) {
        GLES30.glFinish();
        return painter.paint(MATRIX, turns, width, height, look, 5_000_000);
    }

    private ThrowingRunnable painting() {
        return new ThrowingRunnable() {
            @Override
            public void run() {
                paint(ON, 0, WIDTH, HEIGHT);
            }
        };
    }

    private byte[] encoded(Look look) {
        assertNotNull(paint(look, 0, WIDTH, HEIGHT));
        encoder.use();
        return Pictures.seen(WIDTH, HEIGHT);
    }

    private byte[] shown() {
        screen.use();
        return Pictures.seen(WIDTH, HEIGHT);
    }

    @Test
    public void nobodyWantsIt() {
        assertNull(paint(ON, 0, WIDTH, HEIGHT));
        assertTrue(EGLExt.PRESENTED.isEmpty());
    }

    @Test
    public void theEncoderGetsItUprightWithItsTime() {
        painter.encodeInto(encoder);
        assertArrayEquals(picture, encoded(OFF));
        assertEquals(Arrays.asList(5_000_000L), EGLExt.PRESENTED);
        byte[] enhanced = encoded(ON);
        assertTrue("it is brighter", mean(enhanced) > 1.5 * mean(picture));
        assertArrayEquals(Pictures.mirrored(enhanced, WIDTH), encoded(MIRRORED));
    }

    @Test
    public void theScreenChangesNothingOfWhatIsSent() {
        painter.encodeInto(encoder);
        byte[] alone = encoded(ON);
        painter.showIn(screen);
        assertArrayEquals(alone, encoded(ON));
        assertArrayEquals("it shows what is sent", alone, shown());
        assertEquals("a screen shows it at once", 2, EGLExt.PRESENTED.size());
        painter.hide();
        assertArrayEquals(alone, encoded(ON));
    }

    @Test
    public void theScreenAlone() {
        painter.encodeInto(encoder);
        byte[] sent = encoded(ON);
        painter.stopEncoding();
        painter.showIn(screen);
        paint(ON, 0, WIDTH, HEIGHT);
        assertArrayEquals(sent, shown());
    }

    @Test
    public void leftOfTheSplitIsTheCamerasOwn() {
        painter.showIn(screen);
        for (Look look : new Look[] {ON, MIRRORED}) {
            painter.split(0);
            paint(look, 0, WIDTH, HEIGHT);
            byte[] enhanced = shown();
            painter.split(0.5f);
            paint(look, 0, WIDTH, HEIGHT);
            byte[] both = shown();
            byte[] own = look.mirror ? Pictures.mirrored(picture, WIDTH) : picture;
            for (int at = 0; at < both.length; at++) {
                int x = at / 4 % WIDTH;
                if (Math.abs(x + 0.5 - WIDTH / 2) < 1) {
                    assertEquals("a line", (byte) 255, both[at]);
                } else {
                    assertEquals(x < WIDTH / 2 ? own[at] : enhanced[at], both[at]);
                }
            }
        }
    }

    @Test
    public void itIsTurned() {
        painter.encodeInto(encoder);
        byte[] upright = encoded(OFF);
        painter.encodeInto(egl.window(new int[] {HEIGHT, WIDTH}));
        paint(OFF, 1, HEIGHT, WIDTH);
        assertArrayEquals(Pictures.turned(upright, WIDTH), Pictures.seen(HEIGHT, WIDTH));
    }

    @Test
    public void afterATurnItGoesOn() {
        painter.showIn(screen);
        byte[] before = encodedAfterTurn();
        byte[] after = encodedAfterTurn();
        assertArrayEquals(before, after);
        assertTrue(mean(after) > 1.5 * mean(picture));
    }

    private byte[] encodedAfterTurn() {
        painter.encodeInto(egl.window(new int[] {HEIGHT, WIDTH}));
        assertTrue(paint(ON, 3, HEIGHT, WIDTH).enhanced);
        painter.encodeInto(encoder);
        return encoded(ON);
    }

    @Test
    public void whoLetsGoOfTheContextLetsGoOfItsCanvases() {
        int before = EGL14.surfaces();
        Egl other = new Egl();
        other.window(new int[] {WIDTH, HEIGHT}).dispose();
        Canvas left = other.window(new int[] {WIDTH, HEIGHT});
        left.use();
        other.dispose();
        left.dispose();
        assertEquals(before, EGL14.surfaces());
    }

    @Test
    public void anEncoderThatIsGoneIsSaid() {
        painter.encodeInto(encoder);
        encoder.dispose();
        GlError error = assertThrows(GlError.class, painting());
        assertFalse(error instanceof GlLost);
    }

    @Test
    public void aScreenThatIsGoneIsNoFaultOfTheEncoders() {
        painter.encodeInto(encoder);
        painter.showIn(screen);
        screen.dispose();
        assertNotNull(paint(ON, 0, WIDTH, HEIGHT));
    }

    @Test
    public void aGpuThatIsTakenAwayIsSaid() {
        painter.encodeInto(encoder);
        EGL14.loseContext(true);
        assertThrows(GlLost.class, painting());
    }

    private static double mean(byte[] picture) {
        double sum = 0;
        for (int at = 0; at < picture.length; at++) {
            sum += at % 4 == 3 ? 0 : picture[at] & 255;
        }
        return sum / picture.length;
    }
}
