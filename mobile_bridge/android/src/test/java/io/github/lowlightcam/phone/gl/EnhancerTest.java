package io.github.lowlightcam.phone.gl;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import android.opengl.GLES20;
import android.opengl.GLES30;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** What runs the network, what does not and why, and what comes of pictures then. */
public final class EnhancerTest {
    private static final int WIDTH = 64;
    private static final int HEIGHT = 48;
    private static final Look ON = new Look(Look.ON, 1, 0, false);
    private static final String PROGRAM = Released.text("web/model/program.json");

    private final byte[] picture = Pictures.dim(WIDTH, HEIGHT, 1);
    private final byte[] weights = Released.file("web/model/program.bin");
    private final byte[] golden = Released.file("web/model/golden.bin");
    private Egl egl;

    @Before
    public void begin() {
        egl = new Egl();
    }

    @After
    public void end() {
        GLES20.hideExtensions();
        egl.dispose();
    }

    private static byte[] drawn(Enhancer enhancer, byte[] picture, Look look, int times) {
        Target out = new Target(GLES30.GL_RGBA8, WIDTH, HEIGHT);
        int camera = Pictures.texture(picture, WIDTH, HEIGHT);
        for (int at = 0; at < times; at++) {
            GLES30.glFinish();
            enhancer.render(camera, WIDTH, HEIGHT, look, 33.0 * at);
            enhancer.draw(out.framebuffer, false);
            enhancer.finish();
        }
        return Pictures.read(out.framebuffer, WIDTH, HEIGHT);
    }

    private void assertNothingRuns(Enhancer enhancer, String why) {
        List<Try> tried = enhancer.tried();
        assertEquals(Enhancer.NONE, enhancer.accelerator());
        for (Try each : tried) {
            assertFalse(each.ok);
            assertTrue(each.why, each.why.contains(why));
        }
        assertFalse(tried.isEmpty());
        assertArrayEquals("pictures pass as they are", picture, drawn(enhancer, picture, ON, 2));
        int camera = Pictures.texture(picture, WIDTH, HEIGHT);
        GLES30.glFinish();
        assertFalse(enhancer.render(camera, WIDTH, HEIGHT, ON, 100).enhanced);
        enhancer.finish();
    }

    @Test
    public void itRunsInFloatsOf32Bits() {
        Enhancer enhancer = Enhancer.create(Released.model(), Released.shaders());
        assertEquals(Enhancer.GLES, enhancer.accelerator());
        assertEquals(1, enhancer.tried().size());
        assertEquals("gles", enhancer.tried().get(0).kind);
        assertTrue(enhancer.tried().get(0).worst < 1e-3);
        assertFalse(Arrays.equals(picture, drawn(enhancer, picture, ON, 1)));
    }

    @Test
    public void itRunsInFloatsOf16BitsWhereThereAreNoOthers() {
        GLES20.hideExtensions("GL_EXT_color_buffer_float");
        Enhancer enhancer = Enhancer.create(Released.model(), Released.shaders());
        assertEquals(Enhancer.GLES, enhancer.accelerator());
        assertEquals("gles-half", enhancer.tried().get(0).kind);
        assertTrue(enhancer.tried().get(0).worst > 1e-2);
        assertTrue(enhancer.tried().get(0).worst < 1);
    }

    @Test
    public void withoutFloatsItDoesNotRun() {
        GLES20.hideExtensions("GL_EXT_color_buffer_float", "GL_EXT_color_buffer_half_float");
        assertNothingRuns(Enhancer.create(Released.model(), Released.shaders()), "cannot draw floating-point");
    }

    @Test
    public void aWeightThatIsWrongIsNoticed() {
        ByteBuffer floats = ByteBuffer.wrap(weights).order(ByteOrder.LITTLE_ENDIAN);
        floats.putFloat(0, floats.getFloat(0) + 1);
        Enhancer enhancer = Enhancer.create(Released.model(PROGRAM, weights, golden), Released.shaders());
        assertEquals("both kinds of floats were tried", 2, enhancer.tried().size());
        assertNothingRuns(enhancer, "its maps are wrong (by ");
    }

    @Test
    public void whatIsNoNumberIsNoticed() {
        int end = PROGRAM.lastIndexOf("result = ") + "result = ".length();
        String damaged = PROGRAM.substring(0, end) + "log(-1.0 - gl_FragCoord.x) * " + PROGRAM.substring(end);
        Model model = Released.model(damaged, weights, golden);
        assertNothingRuns(Enhancer.create(model, Released.shaders()), "no numbers");
    }

    @Test
    public void aShaderOfTheNetworkThatDoesNotCompile() {
        String damaged = PROGRAM.replaceFirst("void main", "rubbish main");
        Model model = Released.model(damaged, weights, golden);
        assertNothingRuns(Enhancer.create(model, Released.shaders()), "a shader does not compile: ");
    }

    @Test
    public void aShaderOfThePictureThatDoesNotCompile() {
        Map<String, String> texts = Released.texts();
        texts.put("soften", "#version 300 es\nrubbish");
        Enhancer enhancer = Enhancer.create(Released.model(), new Shaders(texts));
        assertNothingRuns(enhancer, "a shader does not compile: ");
    }

    @Test
    public void aPlainOnePassesPictures() {
        assertNothingRuns(Enhancer.plain(Released.shaders(), "the GPU was taken away"), "the GPU was taken away");
    }

    @Test
    public void whatIsNotToBeEnhancedIsExact() {
        Enhancer enhancer = Enhancer.create(Released.model(), Released.shaders());
        assertArrayEquals(picture, drawn(enhancer, picture, new Look(Look.OFF, 1, 1, false), 2));
        assertArrayEquals(picture, drawn(enhancer, picture, new Look(Look.ON, 0, 1, false), 2));
        byte[] off = drawn(enhancer, picture, new Look(Look.OFF, 1, 1, true), 2);
        assertArrayEquals(Pictures.mirrored(picture, WIDTH), off);
        byte[] bright = picture.clone();
        for (int at = 0; at < bright.length; at++) {
            bright[at] = (byte) Math.max(bright[at] & 255, 180);
        }
        assertArrayEquals(bright, drawn(enhancer, bright, new Look(Look.AUTO, 1, 1, false), 2));
    }

    @Test
    public void aDroppedFrameSaysSoAndManyOfThemStopNoiseReduction() {
        Enhancer enhancer = Enhancer.create(Released.model(), Released.shaders());
        Look look = new Look(Look.ON, 1, 1, false);
        byte[] calm = drawn(enhancer, picture, look, 8);
        byte[] noisy = drawn(enhancer, picture, ON, 1);
        assertFalse("noise is taken away", Arrays.equals(calm, noisy));
        drawn(enhancer, picture, look, 8);
        assertEquals("", enhancer.note());
        int camera = Pictures.texture(picture, WIDTH, HEIGHT);
        GLES30.keepBusy(true);
        for (int at = 0; at < 60; at++) {
            assertNull(enhancer.render(camera, WIDTH, HEIGHT, look, 33.0 * at));
        }
        GLES30.keepBusy(false);
        assertEquals("this phone is too slow for noise reduction in this size", enhancer.note());
    }

    @Test
    public void anErrorOnTheWayLeavesTheFramesAsTheyAre() {
        Enhancer enhancer = Enhancer.create(Released.model(), Released.shaders());
        GLES20.refuseTargets(true);
        try {
            int camera = Pictures.texture(picture, WIDTH, HEIGHT);
            assertFalse(enhancer.render(camera, WIDTH, HEIGHT, ON, 0).enhanced);
            enhancer.finish();
        } finally {
            GLES20.refuseTargets(false);
        }
        assertEquals(Enhancer.NONE, enhancer.accelerator());
        assertEquals("this GPU cannot draw into such a texture", enhancer.tried().get(1).why);
        assertArrayEquals(picture, drawn(enhancer, picture, ON, 1));
    }
}
