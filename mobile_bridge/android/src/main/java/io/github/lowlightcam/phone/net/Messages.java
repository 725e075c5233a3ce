package io.github.lowlightcam.phone.net;

import java.nio.ByteBuffer;
import org.json.JSONException;
import org.json.JSONObject;

/** What mobile_bridge/protocol.py defines: how messages of this phone are written, and those of the computer read. */
final class Messages {
    static final int VERSION = 1;
    static final int MOST_TEXT_BYTES = 128 * 1024;
    static final int MOST_PICTURE_BYTES = 4 * 1024 * 1024;
    static final int HEADER_BYTES = 16;

    private static final int KEY = 1;
    private static final int ENHANCED = 2;
    private static final int LONGEST_NAME = 64;

    private Messages() {}

    /** A message; the fields stay as they are. */
    static String text(String type, JSONObject fields) {
        String rest = fields.toString().substring(1);
        return "{\"type\":" + JSONObject.quote(type) + (fields.length() > 0 ? "," : "") + rest;
    }

    /** By the code of an invitation. */
    static String hello(String name, String token) {
        return text("hello", put(put(hello(name), "token", token), "version", VERSION));
    }

    /** As a phone that is paired. */
    static String hello(String name, String phone, String secret) {
        return text("hello", put(put(put(hello(name), "phone", phone), "secret", secret), "version", VERSION));
    }

    private static JSONObject hello(String name) {
        return put(put(new JSONObject(), "client", "app"), "name", line(name));
    }

    /** @param clockUs by the clock that pictures are timed with */
    static String pong(long id, long clockUs) {
        return text("pong", put(put(new JSONObject(), "id", id), "clock_us", clockUs));
    }

    /** What goes before the access unit of a picture: version, flags, 0, sequence, time of capture; big-endian. */
    static byte[] header(boolean key, boolean enhanced, int sequence, long capturedUs) {
        int flags = (key ? KEY : 0) | (enhanced ? ENHANCED : 0);
        return ByteBuffer.allocate(HEADER_BYTES).put((byte) VERSION).put((byte) flags).putShort((short) 0)
                .putInt(sequence).putLong(Math.max(0, capturedUs)).array();
    }

    /** Reads a message of the computer. */
    static JSONObject parse(String text) throws ProtocolFault {
        try {
            JSONObject message = new JSONObject(text);
            message.getString("type");
            return message;
        } catch (JSONException | StackOverflowError malformed) { // one brace in another, ten thousand times
            throw new ProtocolFault(ProtocolFault.BROKEN, "a message that cannot be read");
        }
    }

    /** As the protocol wants a name: one line, without what commands a terminal. */
    private static String line(String name) {
        StringBuilder line = new StringBuilder();
        for (int at = 0, point; at < name.length(); at += Character.charCount(point)) {
            point = name.codePointAt(at);
            int kind = Character.getType(point);
            boolean isWritten = kind != Character.CONTROL && kind != Character.SURROGATE;
            if (line.length() + Character.charCount(point) <= LONGEST_NAME) {
                line.appendCodePoint(isWritten ? point : ' ');
            }
        }
        return line.toString();
    }

    private static JSONObject put(JSONObject fields, String name, Object value) {
        try {
            return fields.put(name, value);
        } catch (JSONException never) {
            throw new IllegalStateException(never);
        }
    }
}
