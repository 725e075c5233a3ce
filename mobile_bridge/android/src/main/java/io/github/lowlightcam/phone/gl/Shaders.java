package io.github.lowlightcam.phone.gl;

import java.util.HashMap;
import java.util.Map;

/** The texts of the picture's shaders, GLSL ES 3.00. Immutable. */
public final class Shaders {
    private static final String[] NAMES = {
        "shrink", "samples", "enhance", "copy", "deviation", "follow", "soften", "ingest", "preview",
    };

    private final Map<String, String> texts;

    /**
     * Take the texts by their names.
     *
     * @throws IllegalArgumentException if one of {@link #names} is missing
     */
    public Shaders(Map<String, String> texts) {
        this.texts = new HashMap<>(texts);
        for (String name : NAMES) {
            if (!texts.containsKey(name)) {
                throw new IllegalArgumentException("there is no shader " + name);
            }
        }
    }

    /** What is needed: the file of each is {@code NAME.frag}. */
    public static String[] names() {
        return NAMES.clone();
    }

    String text(String name) {
        return texts.get(name);
    }
}
