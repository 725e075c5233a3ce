package io.github.lowlightcam.phone.gl;

import android.opengl.GLES30;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * What this phone's GPU is, whether it makes the golden maps in 32-bit floats and in 16, and what it takes for each
 * pass. On the GL thread only, with a context current; takes seconds.
 */
public final class SelfTest {
    private static final int FILM = 4; // pictures
    private static final int LIGHT = 30; // of 255
    private static final double FRAME_MS = 1000.0 / 30;
    private static final String CALM_FRAME = "frame enhanced, noise taken away";

    /** Told how it goes, on the GL thread. */
    public interface Progress {
        /** {@code share} of the work that is done, 0 to 1. */
        void done(float share);
    }

    /** What was found. */
    public static final class Report {
        /** The driver's words and limits by their names. */
        public final Map<String, String> device = new LinkedHashMap<>();
        /** How it went in each kind of floats. */
        public final List<Try> tried = new ArrayList<>();
        /** What each pass takes, and whole frames; of what does not run here there is nothing. */
        public final List<PassTime> times = new ArrayList<>();
        /** What went wrong on the way; empty if nothing did. */
        public String failure = "";

        /** In short: whether the network is right, and what a whole frame takes with all that is done. */
        public String summary() {
            StringBuilder words = new StringBuilder(tried.isEmpty() ? "no network" : tried.get(0).words());
            for (PassTime each : times) {
                if (each.name.equals(CALM_FRAME)) {
                    words.append(String.format(Locale.ROOT, ", %.1f ms a frame", each.ms));
                }
            }
            return words.append(failure.isEmpty() ? "" : ", failed: " + failure).toString();
        }
    }

    private final Model model;
    private final Shaders shaders;
    private final Progress progress;
    private final Report report = new Report();
    private PassTimer timer;

    private SelfTest(Model model, Shaders shaders, Progress progress) {
        this.model = model;
        this.shaders = shaders;
        this.progress = progress;
    }

    /**
     * Run it.
     *
     * @param width of the frames that are timed
     */
    public static Report run(Model model, Shaders shaders, int width, int height, Progress progress) {
        SelfTest test = new SelfTest(model, shaders, progress);
        test.ask();
        test.timer = new PassTimer(test.report.times);
        try {
            test.networks();
            test.frames(width, height);
        } catch (GlError error) {
            test.report.failure = error.getMessage();
        }
        test.timer.dispose();
        progress.done(1);
        return test.report;
    }

    private void ask() {
        say("vendor", GLES30.GL_VENDOR);
        say("renderer", GLES30.GL_RENDERER);
        say("version", GLES30.GL_VERSION);
        say("shading language", GLES30.GL_SHADING_LANGUAGE_VERSION);
        limit("largest texture", GLES30.GL_MAX_TEXTURE_SIZE);
        limit("textures in a shader", GLES30.GL_MAX_TEXTURE_IMAGE_UNITS);
        limit("targets at once", GLES30.GL_MAX_DRAW_BUFFERS);
        say("extensions", GLES30.GL_EXTENSIONS);
    }

    private void say(String name, int what) {
        report.device.put(name, String.valueOf(GLES30.glGetString(what)));
    }

    private void limit(String name, int what) {
        int[] answer = new int[1];
        GLES30.glGetIntegerv(what, answer, 0);
        report.device.put(name, String.valueOf(answer[0]));
    }

    private void networks() {
        int[] formats = Textures.floatFormats();
        for (int at = 0; at < formats.length; at++) {
            String kind = Check.kind(formats[at]);
            try {
                Network network = new Network(model, formats[at]);
                try {
                    report.tried.add(Check.golden(network, model, kind));
                    time(network, kind);
                } finally {
                    network.dispose();
                }
            } catch (GlError error) {
                report.tried.add(Try.failed(kind, error.getMessage()));
            }
            progress.done((at + 1) / (formats.length + 2f));
        }
    }

    /** All of the network's passes, and each alone. */
    private void time(final Network network, String kind) {
        Model.Golden golden = model.golden.get(0);
        network.configure(golden.width, golden.height);
        final int small = texture(golden.width, golden.height, golden.small);
        timer.time(kind + " network", new PassTimer.Work() {
            @Override
            public void draw(int time) {
                network.run(small);
            }
        });
        for (int at = 0; at < network.passes(); at++) {
            final int number = at;
            timer.time(kind + " pass " + (at + 1), new PassTimer.Work() {
                @Override
                public void draw(int time) {
                    network.run(number, small);
                }
            });
        }
        Textures.delete(small);
    }

    /** Whole frames of a dark and noisy film, with their noise and without. */
    private void frames(int width, int height) {
        int[] film = film(width, height);
        Enhancer enhancer = Enhancer.create(model, shaders);
        Target out = new Target(GLES30.GL_RGBA8, width, height);
        frames("frame as it is", enhancer, film, out, new Look(Look.OFF, 1, 0, false));
        frames("frame enhanced", enhancer, film, out, new Look(Look.ON, 1, 0, false));
        progress.done(0.8f);
        frames(CALM_FRAME, enhancer, film, out, new Look(Look.ON, 1, 1, false));
        enhancer.dispose();
        out.dispose();
        GLES30.glDeleteTextures(FILM, film, 0);
    }

    private void frames(String name, final Enhancer enhancer, final int[] film, final Target out, final Look look) {
        timer.time(name, new PassTimer.Work() {
            @Override
            public void draw(int time) {
                enhancer.render(film[time % FILM], out.width, out.height, look, time * FRAME_MS);
                enhancer.draw(out.framebuffer, false);
                enhancer.finish();
            }
        });
    }

    private static int[] film(int width, int height) {
        Random random = new Random(1);
        byte[] codes = new byte[4 * width * height];
        int[] film = new int[FILM];
        for (int at = 0; at < FILM; at++) {
            for (int pixel = 0; pixel < codes.length; pixel++) {
                codes[pixel] = (byte) (LIGHT + random.nextInt(9));
            }
            film[at] = texture(width, height, Model.direct(codes));
        }
        return film;
    }

    private static int texture(int width, int height, ByteBuffer content) {
        int texture = Textures.make(GLES30.GL_RGBA8, width, height);
        content.rewind();
        GLES30.glTexSubImage2D(GLES30.GL_TEXTURE_2D, 0, 0, 0, width, height, GLES30.GL_RGBA, GLES30.GL_UNSIGNED_BYTE,
                content);
        return texture;
    }
}
