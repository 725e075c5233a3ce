package io.github.lowlightcam.phone.core;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.json.JSONObject;

/** What the computer wants: pictures or none, of which size and rate. Immutable. */
final class Want {
    static final Want NOTHING = new Want(false, 1280, 720, 30);

    private static final Pattern SIZE = Pattern.compile("([0-9]{2,4})x([0-9]{2,4})");
    private static final int MOST_FPS = 240;

    final boolean frames;
    final int width;
    final int height;
    final int fps;

    private Want(boolean frames, int width, int height, int fps) {
        this.frames = frames;
        this.width = width;
        this.height = height;
        this.fps = fps;
    }

    /** Read the computer's; what is missing or senseless is as it was before. */
    Want with(JSONObject fields) {
        Matcher size = SIZE.matcher(fields.optString("size"));
        boolean isSize = size.matches();
        double rate = fields.optDouble("fps", fps);
        return new Want(
            fields.optBoolean("frames", frames),
            isSize ? Integer.parseInt(size.group(1)) : width,
            isSize ? Integer.parseInt(size.group(2)) : height,
            rate >= 1 && rate <= MOST_FPS ? (int) Math.round(rate) : fps);
    }
}
