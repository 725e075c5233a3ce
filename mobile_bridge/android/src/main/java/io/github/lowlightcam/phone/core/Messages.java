package io.github.lowlightcam.phone.core;

import org.json.JSONException;
import org.json.JSONObject;

/** The fields of what is said to the computer; mobile_bridge/protocol.py reads them. */
final class Messages {
    private static final int MOST_REPORT = 65536;

    private Messages() {}

    static JSONObject look(Settings settings) {
        try {
            return new JSONObject().put("mode", settings.mode).put("strength", exact(settings.strength))
                .put("denoise", exact(settings.denoise));
        } catch (JSONException e) {
            throw new IllegalStateException(e); // no number here is infinite
        }
    }

    /** The settings, as the computer's word on the look has them. */
    static Settings heard(Settings settings, JSONObject look) {
        return settings.change()
            .mode(look.optString("mode", settings.mode))
            .strength((float) look.optDouble("strength", settings.strength))
            .denoise((float) look.optDouble("denoise", settings.denoise))
            .build();
    }

    static JSONObject stats(Figures figures, PhonePort phone, boolean isHot) {
        try {
            return new JSONObject().put("fps", number(figures.fps)).put("frame_ms", number(figures.frameMs))
                .put("encode_ms", number(figures.encodeMs)).put("dropped", figures.dropped)
                .put("battery", number(phone.battery())).put("charging", phone.isCharging()).put("hot", isHot);
        } catch (JSONException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Cut to what the computer takes, and without the characters that it does not. */
    static JSONObject report(String text) {
        StringBuilder clean = new StringBuilder();
        for (int at = 0; at < text.length() && clean.length() < MOST_REPORT; at++) {
            char each = text.charAt(at);
            boolean isPlain = !Character.isISOControl(each) && !Character.isSurrogate(each);
            boolean isText = isPlain || each == '\n' || each == '\t';
            clean.append(isText ? each : ' ');
        }
        try {
            return new JSONObject().put("text", clean.toString());
        } catch (JSONException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object number(float value) {
        return Float.isNaN(value) || Float.isInfinite(value) ? JSONObject.NULL : (Object) exact(value);
    }

    /** 0.7 as 0.7 and not as 0.699999988. */
    private static double exact(float value) {
        return Math.round(value * 1000.0) / 1000.0;
    }
}
