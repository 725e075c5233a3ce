package io.github.lowlightcam.phone.net;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;

/** A message, or a control frame, of a WebSocket (RFC 6455, section 5). */
final class Frame {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;
    static final int FINAL = 0x80;
    static final int MASKED = 0x80;
    /** Longest payload of a control frame. */
    static final int MOST_CONTROL = 125;
    static final Charset UTF_8 = Charset.forName("UTF-8");

    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;

    final int opcode;
    final byte[] payload;

    Frame(int opcode, byte[] payload) {
        this.opcode = opcode;
        this.payload = payload;
    }

    static byte[] text(String text, int mask) {
        return write(TEXT, new byte[0], ByteBuffer.wrap(text.getBytes(UTF_8)), mask);
    }

    static byte[] close(int code, int mask) {
        return write(CLOSE, new byte[] {(byte) (code >> 8), (byte) code}, ByteBuffer.allocate(0), mask);
    }

    /**
     * Writes one frame as a client does: whole and masked.
     *
     * @param head the first part of the payload
     * @param body the rest, from its position to its limit, which stay
     * @param mask four bytes that nobody can foresee
     */
    static byte[] write(int opcode, byte[] head, ByteBuffer body, int mask) {
        int length = head.length + body.remaining();
        int lengthBytes = length < LENGTH_16 ? 0 : length < 1 << 16 ? 2 : 8;
        ByteBuffer frame = ByteBuffer.allocate(2 + lengthBytes + 4 + length);
        frame.put((byte) (FINAL | opcode));
        if (lengthBytes == 0) {
            frame.put((byte) (MASKED | length));
        } else if (lengthBytes == 2) {
            frame.put((byte) (MASKED | LENGTH_16)).putShort((short) length);
        } else {
            frame.put((byte) (MASKED | LENGTH_64)).putLong(length);
        }
        frame.putInt(mask);
        int start = frame.position();
        frame.put(head).put(body.duplicate());
        byte[] bytes = frame.array();
        for (int at = start; at < bytes.length; at++) {
            bytes[at] ^= (byte) (mask >>> 24 - 8 * (at - start & 3));
        }
        return bytes;
    }
}
