package io.github.lowlightcam.phone.app;

import android.os.Build;
import android.os.Handler;
import android.os.Process;
import io.github.lowlightcam.phone.core.Commands;
import io.github.lowlightcam.phone.gl.Egl;
import io.github.lowlightcam.phone.gl.GlError;
import io.github.lowlightcam.phone.gl.PassTime;
import io.github.lowlightcam.phone.gl.SelfTest;
import io.github.lowlightcam.phone.gl.Try;
import java.util.Locale;
import java.util.Map;

/** Tests GPU, encoder and cameras, on a thread and with a GPU's context of its own, and writes the report. */
final class SelfTests implements Runnable, SelfTest.Progress {
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 720;
    /** Of the work; the encoder is the rest. */
    private static final float GPU_SHARE = 0.7f;

    private final Worker thread = new Worker("self-test", Process.THREAD_PRIORITY_DISPLAY);
    private final Assets assets;
    private final CameraDriver camera;
    private final Handler main;
    private final Commands.TestListener listener;

    /** @param listener is told on the main thread */
    SelfTests(Assets assets, CameraDriver camera, Handler main, Commands.TestListener listener) {
        this.assets = assets;
        this.camera = camera;
        this.main = main;
        this.listener = listener;
    }

    void start() {
        thread.post(this);
    }

    /** What phone this is, in lines. */
    static String phone() {
        String chip = Build.VERSION.SDK_INT >= 31 ? Chip31.name() : Build.HARDWARE;
        return "phone: " + Build.MANUFACTURER + " " + Build.MODEL + ", Android " + Build.VERSION.RELEASE
            + " (" + Build.VERSION.SDK_INT + "), " + chip + ", build " + Build.DISPLAY + "\n";
    }

    @Override
    public void run() {
        final StringBuilder report = new StringBuilder(phone());
        try {
            Egl egl = new Egl();
            try {
                SelfTest.Report found = SelfTest.run(assets.model(), assets.shaders(), WIDTH, HEIGHT, this);
                report.insert(0, "the app's self-test: " + found.summary() + "\n");
                write(found, report);
                report.append(new EncoderTest(egl, WIDTH, HEIGHT).run());
            } finally {
                egl.dispose();
            }
        } catch (GlError e) {
            report.insert(0, "the app's self-test: this GPU cannot draw: " + e.getMessage() + "\n");
        }
        report.append(camera.words());
        thread.end();
        main.post(new Runnable() {
            @Override
            public void run() {
                listener.onReport(report.toString());
            }
        });
    }

    @Override
    public void done(final float share) {
        main.post(new Runnable() {
            @Override
            public void run() {
                listener.onProgress(GPU_SHARE * share);
            }
        });
    }

    private static void write(SelfTest.Report found, StringBuilder report) {
        for (Map.Entry<String, String> each : found.device.entrySet()) {
            report.append("GPU ").append(each.getKey()).append(": ").append(each.getValue()).append('\n');
        }
        for (Try each : found.tried) report.append(each.words()).append('\n');
        for (PassTime each : found.times) {
            report.append(each.name).append(": ").append(ms(each.ms));
            if (!Double.isNaN(each.gpuMs)) report.append(", by the GPU's clock ").append(ms(each.gpuMs));
            report.append('\n');
        }
        if (!found.failure.isEmpty()) report.append("failed: ").append(found.failure).append('\n');
    }

    private static String ms(double value) {
        return String.format(Locale.ROOT, "%.2f ms", value);
    }
}
