package io.github.lowlightcam.phone.core;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.json.JSONException;
import org.json.JSONObject;

/** How the phone's owner likes things. Immutable; what is out of its limits is brought into them. */
public final class Settings {
    public static final String AUTO = "auto";
    public static final String ON = "on";
    public static final String OFF = "off";
    public static final String FRONT = "front";
    public static final String REAR = "rear";
    public static final List<String> MODES = list(AUTO, ON, OFF);
    /** Of pictures that are sent, lying, the largest first. */
    public static final List<String> SIZES = list("1920x1080", "1280x720", "640x360");
    /** Pictures a second, the highest first. */
    public static final List<String> RATES = list("60", "30", "24", "15");
    public static final Settings DEFAULTS = new Settings(new Builder());

    private static final int LONGEST_ID = 64;

    /** One of {@link #MODES}: whether the picture is brightened. */
    public final String mode;
    /** 0 to 1. */
    public final float strength;
    /** Noise reduction, 0 to 1. */
    public final float denoise;
    public final boolean mirror;
    public final Brightener brightener;
    /** {@link #FRONT}, {@link #REAR}, or a {@link Lens#id}. */
    public final String lens;
    /** {@link #AUTO}: as the computer wants; or one of {@link #SIZES}. */
    public final String size;
    /** {@link #AUTO}: as the computer wants, lower in the dark; or one of {@link #RATES}. */
    public final String rate;
    /** Ratio, 0.1 to 100; the camera's own limits are in {@link Abilities}. */
    public final float zoom;
    /** Exposure compensation in EV, -8 to 8. */
    public final float exposure;

    private Settings(Builder from) {
        mode = MODES.contains(from.mode) ? from.mode : AUTO;
        strength = within(from.strength, 0, 1, 1);
        denoise = within(from.denoise, 0, 1, 1);
        mirror = from.mirror;
        brightener = from.brightener;
        lens = from.lens.isEmpty() || from.lens.length() > LONGEST_ID ? FRONT : from.lens;
        size = SIZES.contains(from.size) ? from.size : AUTO;
        rate = RATES.contains(from.rate) ? from.rate : AUTO;
        zoom = within(from.zoom, 0.1f, 100, 1);
        exposure = within(from.exposure, -8, 8, 0);
    }

    /** Begin other settings from these: {@code settings.change().mode("on").build()}. */
    public Builder change() {
        Builder builder = new Builder();
        builder.mode = mode;
        builder.strength = strength;
        builder.denoise = denoise;
        builder.mirror = mirror;
        builder.brightener = brightener;
        builder.lens = lens;
        builder.size = size;
        builder.rate = rate;
        builder.zoom = zoom;
        builder.exposure = exposure;
        return builder;
    }

    public String toJson() {
        try {
            return new JSONObject().put("mode", mode).put("strength", strength).put("denoise", denoise)
                .put("mirror", mirror).put("brightener", brightener.name()).put("lens", lens).put("size", size)
                .put("rate", rate).put("zoom", zoom).put("exposure", exposure).toString();
        } catch (JSONException e) {
            throw new IllegalStateException(e); // no number here is infinite
        }
    }

    /** Read what {@link #toJson} wrote; what is missing or damaged is the default. */
    public static Settings fromJson(String text) {
        JSONObject from;
        try {
            from = new JSONObject(text);
        } catch (JSONException e) {
            return DEFAULTS;
        }
        return new Builder()
            .mode(from.optString("mode", AUTO))
            .strength((float) from.optDouble("strength", 1))
            .denoise((float) from.optDouble("denoise", 1))
            .mirror(from.optBoolean("mirror", false))
            .brightener(brightenerOf(from.optString("brightener")))
            .lens(from.optString("lens", FRONT))
            .size(from.optString("size", AUTO))
            .rate(from.optString("rate", AUTO))
            .zoom((float) from.optDouble("zoom", 1))
            .exposure((float) from.optDouble("exposure", 0))
            .build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Settings && toJson().equals(((Settings) other).toJson());
    }

    @Override
    public int hashCode() {
        return toJson().hashCode();
    }

    private static Brightener brightenerOf(String name) {
        for (Brightener each : Brightener.values()) {
            if (each.name().equals(name)) return each;
        }
        return Brightener.OURS;
    }

    private static float within(float value, float low, float high, float otherwise) {
        return Float.isNaN(value) ? otherwise : Math.min(Math.max(value, low), high);
    }

    private static List<String> list(String... items) {
        return Collections.unmodifiableList(Arrays.asList(items));
    }

    /** Settings in the making. */
    public static final class Builder {
        private String mode = AUTO;
        private float strength = 1;
        private float denoise = 1;
        private boolean mirror;
        private Brightener brightener = Brightener.OURS;
        private String lens = FRONT;
        private String size = AUTO;
        private String rate = AUTO;
        private float zoom = 1;
        private float exposure;

        public Builder mode(String value) {
            mode = value;
            return this;
        }

        public Builder strength(float value) {
            strength = value;
            return this;
        }

        public Builder denoise(float value) {
            denoise = value;
            return this;
        }

        public Builder mirror(boolean value) {
            mirror = value;
            return this;
        }

        public Builder brightener(Brightener value) {
            brightener = value;
            return this;
        }

        /** Another lens begins unzoomed. */
        public Builder lens(String value) {
            if (!lens.equals(value)) zoom = 1;
            lens = value;
            return this;
        }

        public Builder size(String value) {
            size = value;
            return this;
        }

        public Builder rate(String value) {
            rate = value;
            return this;
        }

        public Builder zoom(float value) {
            zoom = value;
            return this;
        }

        public Builder exposure(float value) {
            exposure = value;
            return this;
        }

        public Settings build() {
            return new Settings(this);
        }
    }
}
