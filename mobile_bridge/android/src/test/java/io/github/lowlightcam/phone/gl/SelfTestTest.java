package io.github.lowlightcam.phone.gl;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import android.opengl.GLES20;

import java.util.ArrayList;
import java.util.List;

import org.junit.After;
import org.junit.Before;
import org.junit.Test;

public final class SelfTestTest {
    private final List<Float> shares = new ArrayList<>();
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

    private SelfTest.Report run() {
        return SelfTest.run(Released.model(), Released.shaders(), 64, 48, new SelfTest.Progress() {
            @Override
            public void done(float share) {
                shares.add(share);
            }
        });
    }

    @Test
    public void itTellsWhatThereIsWhetherItIsRightAndWhatItTakes() {
        SelfTest.Report report = run();
        assertEquals("", report.failure);
        assertTrue(report.device.get("renderer").contains("llvmpipe"));
        assertTrue(report.device.get("extensions").contains("GL_EXT_color_buffer_float"));
        assertTrue(Integer.parseInt(report.device.get("largest texture")) >= 2048);
        assertEquals(2, report.tried.size());
        assertTrue("each kind of floats is tried", report.tried.get(0).ok && report.tried.get(1).ok);
        int passes = Released.model().steps.size();
        assertEquals(2 * (1 + passes) + 3, report.times.size());
        for (PassTime each : report.times) {
            assertTrue(each.name, each.ms > 0);
        }
        String summary = report.summary();
        assertTrue(summary, summary.matches("gles: passed \\(off by 0\\.\\d+ levels, .* ms\\), [0-9.]+ ms a frame"));
    }

    @Test
    public void itGoesForward() {
        run();
        for (int at = 1; at < shares.size(); at++) {
            assertTrue(shares.get(at) >= shares.get(at - 1));
        }
        assertEquals(1f, shares.get(shares.size() - 1), 0);
    }

    @Test
    public void whatIsNotThereIsNotTried() {
        GLES20.hideExtensions("GL_EXT_color_buffer_float", "GL_EXT_color_buffer_half_float");
        SelfTest.Report report = run();
        assertEquals("", report.failure);
        assertTrue(report.tried.isEmpty());
        assertEquals("frames pass as they are", 3, report.times.size());
        assertTrue(report.summary(), report.summary().startsWith("no network, "));
    }
}
