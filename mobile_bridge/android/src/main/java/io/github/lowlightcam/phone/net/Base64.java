package io.github.lowlightcam.phone.net;

/**
 * Base64 in both alphabets (RFC 4648, sections 4 and 5): what Android and the Java of the tests both have of it
 * came with API 26 only. Strict: what {@link #url} does not write is not read.
 */
final class Base64 {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private Base64() {}

    /** Without padding, for addresses. */
    static String url(byte[] data) {
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < data.length; at += 3) {
            int left = Math.min(3, data.length - at);
            int bits = 0;
            for (int each = 0; each < 3; each++) {
                bits = bits << 8 | (each < left ? data[at + each] & 0xff : 0);
            }
            for (int digit = 0; digit <= left; digit++) {
                text.append(ALPHABET.charAt(bits >> 18 - 6 * digit & 63));
            }
        }
        return text.toString();
    }

    /** With padding, for headers. */
    static String padded(byte[] data) {
        StringBuilder text = new StringBuilder(url(data).replace('-', '+').replace('_', '/'));
        while (text.length() % 4 > 0) {
            text.append('=');
        }
        return text.toString();
    }

    /**
     * Reads what {@link #url} writes.
     *
     * @throws IllegalArgumentException if that is something else
     */
    static byte[] parse(String text) {
        byte[] data = new byte[text.length() * 3 / 4];
        int bits = 0;
        for (int at = 0; at < text.length(); at++) {
            int value = ALPHABET.indexOf(text.charAt(at));
            bits = bits << 6 | value & 63;
            if (value < 0) {
                throw new IllegalArgumentException("no base64");
            }
            int byteAt = at * 3 / 4 - 1 + (at % 4 > 0 ? 1 : 0);
            if (at % 4 > 0) {
                data[byteAt] = (byte) (bits >> 2 * (3 - at % 4));
            }
        }
        if (!url(data).equals(text)) {
            throw new IllegalArgumentException("no base64");
        }
        return data;
    }
}
