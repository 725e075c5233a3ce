package io.github.lowlightcam.phone.gl;

import android.opengl.GLES30;

import java.util.Arrays;
import java.util.List;

/** Times what is drawn, by waiting for it and by the GPU's own clock. On the GL thread only. */
final class PassTimer {
    private static final int WARM_UP = 3;
    private static final int TIMES = 15;

    /** Something that is drawn. */
    interface Work {
        /** Draw it for this time, counted from 0. */
        void draw(int time);
    }

    private final List<PassTime> times;
    private final GpuTimer gpu = new GpuTimer();

    /** What is found is added to a list. */
    PassTimer(List<PassTime> times) {
        this.times = times;
    }

    void time(String name, Work work) {
        double[] waited = new double[TIMES];
        double[] told = new double[TIMES];
        for (int at = 0; at < WARM_UP + TIMES; at++) {
            int slot = at % TIMES; // those of the warm-up are written over
            GLES30.glFinish();
            gpu.begin();
            long start = System.nanoTime();
            work.draw(at);
            gpu.end();
            GLES30.glFinish();
            waited[slot] = (System.nanoTime() - start) / 1e6;
            gpu.poll();
            Double ms = gpu.ms();
            told[slot] = ms == null ? Double.NaN : ms;
        }
        times.add(new PassTime(name, median(waited), median(told)));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    void dispose() {
        gpu.dispose();
    }
}
