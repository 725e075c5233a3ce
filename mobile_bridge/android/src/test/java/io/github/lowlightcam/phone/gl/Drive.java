package io.github.lowlightcam.phone.gl;

import android.opengl.GLES30;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;

import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;

/**
 * Does what a folder's {@code job.json} says with its {@code in.bin}, and leaves {@code out.json} and {@code out.bin}
 * there: so that tests in Python can compare what the app makes with what the desktop and the page make.
 */
public final class Drive {
    private final JSONObject job;
    private final ByteBuffer in;
    private final ByteBuffer out = ByteBuffer.allocate(1 << 27).order(ByteOrder.LITTLE_ENDIAN);
    private final JSONArray said = new JSONArray();

    private Drive(JSONObject job, byte[] content) {
        this.job = job;
        in = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    }

    public static void main(String[] arguments) throws IOException, JSONException {
        File folder = new File(arguments[0]);
        String text = new String(Files.readAllBytes(new File(folder, "job.json").toPath()), StandardCharsets.UTF_8);
        Drive drive = new Drive(new JSONObject(text), Files.readAllBytes(new File(folder, "in.bin").toPath()));
        drive.run();
        byte[] made = Arrays.copyOf(drive.out.array(), drive.out.position());
        Files.write(new File(folder, "out.bin").toPath(), made);
        Files.write(new File(folder, "out.json").toPath(), drive.said.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void run() throws JSONException {
        String what = job.getString("what");
        if (what.equals("scene")) {
            scene();
        } else if (what.equals("noise")) {
            noise();
        } else {
            Egl egl = new Egl();
            if (what.equals("maps")) {
                maps();
            } else {
                pictures(egl);
            }
            egl.dispose();
        }
    }

    private byte[] next(int count) {
        byte[] content = new byte[count];
        in.get(content);
        return content;
    }

    /** Small pictures of some sizes to maps. */
    private void maps() throws JSONException {
        boolean isHalf = job.getBoolean("half");
        Network network = new Network(Released.model(), isHalf ? GLES30.GL_RGBA16F : GLES30.GL_RGBA32F);
        JSONArray sizes = job.getJSONArray("sizes");
        for (int at = 0; at < sizes.length(); at++) {
            int width = sizes.getJSONArray(at).getInt(0);
            int height = sizes.getJSONArray(at).getInt(1);
            for (float r : Check.map(network, Model.direct(next(4 * width * height)), width, height)) {
                out.putFloat(r);
            }
        }
    }

    private Look look() throws JSONException {
        JSONObject look = job.getJSONObject("look");
        return new Look(look.getString("mode"), (float) look.getDouble("strength"), (float) look.getDouble("denoise"),
                look.getBoolean("mirror"));
    }

    /** A camera's frames to what the encoder gets. */
    private void pictures(Egl egl) throws JSONException {
        int width = job.getInt("width");
        int height = job.getInt("height");
        Shaders shaders = Released.shaders();
        Enhancer enhancer = Enhancer.create(Released.model(), shaders);
        Painter painter = new Painter(enhancer, shaders);
        painter.encodeInto(egl.window(new int[] {width, height}));
        float[] matrix = {1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1, 0, 0, 1, 0, 1};
        JSONArray times = job.getJSONArray("times");
        for (int at = 0; at < times.length(); at++) {
            int frame = Pictures.show(painter, next(4 * width * height), width, height);
            GLES30.glFinish();
            long capturedNs = Math.round(1e6 * times.getDouble(at));
            Result result = painter.paint(matrix, 0, width, height, look(), capturedNs);
            said.put(new JSONObject().put("enhanced", result.enhanced).put("amount", result.amount)
                    .put("accelerator", enhancer.accelerator()));
            out.put(Pictures.seen(width, height));
            Textures.delete(frame);
        }
    }

    /** Small pictures and their maps to what the picture is drawn with. */
    private void scene() throws JSONException {
        int width = job.getInt("width");
        int height = job.getInt("height");
        int columns = job.getInt("mapWidth");
        int rows = job.getInt("mapHeight");
        Scene scene = new Scene(width, height, columns, rows);
        float[] map = new float[columns * rows];
        for (int count = job.getInt("count"); count > 0; count--) {
            byte[] small = next(4 * width * height);
            for (int at = 0; at < map.length; at++) {
                map[at] = in.getFloat();
            }
            boolean lifts = scene.update(small, map, look(), job.getDouble("elapsed"));
            said.put(new JSONObject().put("lifts", lifts).put("amount", scene.amount())
                    .put("strength", scene.strength()).put("white", scene.white()));
            for (float each : scene.guided()) {
                out.putFloat(lifts ? each : 0);
            }
        }
    }

    /** Small pictures and samples to what has changed, and the noise. */
    private void noise() throws JSONException {
        int width = job.getInt("width");
        int height = job.getInt("height");
        SceneWatch watch = new SceneWatch(width, height);
        NoiseLevel level = new NoiseLevel();
        int[] samples = new int[NoiseLevel.COLUMNS * NoiseLevel.ROWS];
        for (int count = job.getInt("count"); count > 0; count--) {
            watch.update(next(4 * width * height));
            for (int at = 0; at < samples.length; at++) {
                samples[at] = in.getInt();
            }
            level.update(samples, watch.light(), watch.isStill());
            JSONObject each = new JSONObject().put("light", watch.light()).put("isStill", watch.isStill());
            if (level.isKnown()) {
                Noise noise = level.noise();
                each.put("start", noise.start).put("slope", noise.slope).put("least", noise.least)
                        .put("chroma", noise.chroma).put("likeness", noise.likeness);
            }
            said.put(each);
        }
    }
}
