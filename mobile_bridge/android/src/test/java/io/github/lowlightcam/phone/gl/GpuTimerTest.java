package io.github.lowlightcam.phone.gl;

import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import android.opengl.GLES20;
import android.opengl.GLES30;

import org.junit.After;
import org.junit.Before;
import org.junit.Test;

public final class GpuTimerTest {
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

    private static Double measured(GpuTimer timer) {
        Target out = new Target(GLES30.GL_RGBA8, 256, 256);
        Pass copy = new Pass(Released.shaders().text("copy")).check();
        int picture = Pictures.texture(Pictures.dim(256, 256, 1), 256, 256);
        for (int at = 0; at < 3; at++) {
            timer.begin();
            copy.use().texture("camera", picture).set("mirror", false).set("flip", false).draw(out);
            timer.end();
            GLES30.glFinish();
            timer.poll();
        }
        timer.dispose();
        return timer.ms();
    }

    @Test
    public void itTellsMilliseconds() {
        Double ms = measured(new GpuTimer());
        assertNotNull(ms);
        assertTrue("ms: " + ms, ms > 0 && ms < 1000);
    }

    @Test
    public void aDriverThatDoesNotTell() {
        GLES20.hideExtensions("GL_EXT_disjoint_timer_query");
        assertNull(measured(new GpuTimer()));
    }

    @Test
    public void aDriverThatNamesItAndDoesNotHaveIt() {
        GpuTimer other = new GpuTimer();
        other.begin(); // only one can be open, so the next one's is refused
        assertNull(measured(new GpuTimer()));
        other.dispose();
    }
}
