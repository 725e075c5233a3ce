package io.github.lowlightcam.phone.gl;

import static org.junit.Assert.assertArrayEquals;

import android.opengl.GLES11Ext;

import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** A camera's picture becomes upright, whichever way the phone is held and the camera looks. */
public final class IngestTest {
    private static final int WIDTH = 24;
    private static final int HEIGHT = 10;

    /** As SurfaceTexture has it for a sensor that is built in upright: column after column, t from below. */
    private static final float[] BACK = {1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1, 0, 0, 1, 0, 1};
    /** The same of a front camera, whose picture it mirrors. */
    private static final float[] FRONT = {-1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1, 0, 1, 1, 0, 1};
    /** Of a sensor that is built in turned: what it sees has to be turned clockwise by a quarter. */
    private static final float[] BACK_90 = {0, -1, 0, 0, -1, 0, 0, 0, 0, 0, 1, 0, 1, 1, 0, 1};

    private final byte[] picture = Pictures.dim(WIDTH, HEIGHT, 1);
    private Egl egl;
    private Ingest ingest;

    @Before
    public void begin() {
        egl = new Egl();
        ingest = new Ingest(Released.shaders());
    }

    @After
    public void end() {
        ingest.dispose();
        egl.dispose();
    }

    private byte[] taken(float[] matrix, int turns, boolean isOnSide) {
        int width = isOnSide ? HEIGHT : WIDTH;
        int height = isOnSide ? WIDTH : HEIGHT;
        int camera = Textures.name();
        Pictures.external(camera, Pictures.texture(picture, WIDTH, HEIGHT));
        Textures.filter(GLES11Ext.GL_TEXTURE_EXTERNAL_OES, true);
        ingest.draw(camera, matrix, turns, width, height);
        return Pictures.read(ingest.framebuffer(), width, height);
    }

    @Test
    public void aCameraOfTheBack() {
        byte[] expected = picture;
        int width = WIDTH;
        for (int turns = 0; turns < 4; turns++) {
            assertArrayEquals("turns: " + turns, expected, taken(BACK, turns, turns % 2 == 1));
            expected = Pictures.turned(expected, width);
            width = WIDTH + HEIGHT - width;
        }
    }

    @Test
    public void aCameraOfTheFrontIsNotMirrored() {
        byte[] expected = picture;
        int width = WIDTH;
        for (int turns = 0; turns < 4; turns++) {
            assertArrayEquals("turns: " + turns, expected, taken(FRONT, turns, turns % 2 == 1));
            expected = Pictures.turned(expected, width);
            width = WIDTH + HEIGHT - width;
        }
    }

    @Test
    public void aSensorThatIsBuiltInTurned() {
        byte[] expected = Pictures.turned(picture, WIDTH);
        assertArrayEquals(expected, taken(BACK_90, 0, true));
        assertArrayEquals(Pictures.turned(expected, HEIGHT), taken(BACK_90, 1, false));
    }

    @Test
    public void anotherSizeIsAnotherTexture() {
        taken(BACK, 1, true);
        assertArrayEquals(picture, taken(BACK, 0, false));
    }
}
