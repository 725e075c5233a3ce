package io.github.lowlightcam.phone.gl;

import static org.junit.Assert.assertTrue;

import android.opengl.EGLExt;
import android.opengl.GLES30;

import com.sun.management.ThreadMXBean;

import java.lang.management.ManagementFactory;
import java.util.Arrays;

import org.junit.Test;

/** Next to nothing is allocated for a frame: what is, has to be collected, and that takes frames. */
public final class AllocationTest {
    private static final int WARM_UP = 60;
    private static final int FRAMES = 60;
    private static final float[] MATRIX = {1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1, 0, 0, 1, 0, 1};

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static long allocated() {
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    @Test
    public void whatTheProcessorDoesAllocatesNothing() {
        Scene scene = new Scene(96, 56, 24, 14);
        SceneWatch watch = new SceneWatch(96, 56);
        NoiseLevel noise = new NoiseLevel();
        byte[][] film = {Pictures.dim(96, 56, 1), Pictures.dim(96, 56, 2), Pictures.dim(96, 56, 3)};
        float[] map = new float[24 * 14];
        Arrays.fill(map, -0.2f);
        int[] words = new int[NoiseLevel.COLUMNS * NoiseLevel.ROWS];
        Look look = new Look(Look.AUTO, 1, 1, false);
        long before = 0;
        for (int at = 0; at < WARM_UP + FRAMES; at++) {
            if (at == WARM_UP) {
                before = allocated();
            }
            scene.update(film[at % 3], map, look, 0.033);
            watch.update(film[at % 3]);
            words[at] = at << 20;
            noise.update(words, watch.light(), watch.isStill());
        }
        long spent = allocated() - before;
        assertTrue("bytes: " + spent, spent <= 64); // the measurement's own
        assertTrue(noise.isKnown());
    }

    @Test
    public void aWholeFrameAllocatesAFewSmallObjects() {
        Egl egl = new Egl();
        Shaders shaders = Released.shaders();
        Painter painter = new Painter(Enhancer.create(Released.model(), shaders), shaders);
        painter.encodeInto(egl.window(new int[] {64, 48}));
        painter.showIn(egl.window(new int[] {64, 48}));
        Pictures.show(painter, Pictures.dim(64, 48, 1), 64, 48);
        Look look = new Look(Look.ON, 1, 1, false);
        long before = 0;
        for (int at = 0; at < WARM_UP + FRAMES; at++) {
            if (at == WARM_UP) {
                before = allocated();
            }
            GLES30.glFinish();
            assertTrue(painter.paint(MATRIX, 0, 64, 48, look, 33_000_000L * at).enhanced);
            EGLExt.PRESENTED.clear();
        }
        long each = (allocated() - before) / FRAMES;
        egl.dispose();
        // three views of what has come back, which the framework makes, the GPU's time, and this computer's own
        assertTrue("bytes a frame: " + each, each < 400);
    }
}
