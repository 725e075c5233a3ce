package io.github.lowlightcam.phone.net;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;

/** Reads what a server sends through a WebSocket; strict, and of bounded size. For one thread. */
final class FrameReader {
    private static final int RESERVED = 0x70;
    private static final int LENGTH = 0x7f;
    private static final byte[] NOTHING = new byte[0];

    private final DataInputStream in;
    private final int mostBytes;
    /** Of a message in several frames, so far; its opcode is {@link Frame#CONTINUATION} between messages. */
    private Frame begun = new Frame(Frame.CONTINUATION, NOTHING);

    /** @param mostBytes of a message; nothing is allocated for one that says it has more */
    FrameReader(InputStream in, int mostBytes) {
        this.in = new DataInputStream(in);
        this.mostBytes = mostBytes;
    }

    /**
     * Waits for the next message, whole, or control frame.
     *
     * @throws java.io.EOFException if the connection ends without a close frame
     * @throws ProtocolFault if this is no WebSocket any more
     */
    Frame read() throws IOException {
        while (true) {
            int first = in.readUnsignedByte();
            int opcode = first & 0xf;
            boolean isFinal = (first & Frame.FINAL) != 0;
            if ((first & RESERVED) != 0) {
                throw new ProtocolFault(ProtocolFault.BROKEN, "an extension that was not agreed on");
            }
            if (opcode >= Frame.CLOSE) {
                return control(opcode, isFinal);
            }
            extend(opcode);
            if (isFinal) {
                Frame whole = begun;
                begun = new Frame(Frame.CONTINUATION, NOTHING);
                return whole;
            }
        }
    }

    /** The text of a frame. */
    static String text(byte[] payload) throws ProtocolFault {
        try {
            return Frame.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString();
        } catch (CharacterCodingException malformed) {
            throw new ProtocolFault(ProtocolFault.NO_TEXT, "text that is no UTF-8");
        }
    }

    /** The code of a close frame; 1005 if it has none (RFC 6455, section 7.1.5). */
    static int closeCode(byte[] payload) throws ProtocolFault {
        if (payload.length == 0) {
            return 1005;
        }
        int code = payload.length < 2 ? 0 : (payload[0] & 0xff) << 8 | payload[1] & 0xff;
        boolean isOfTheStandard = code >= 1000 && code <= 1014 && code != 1004 && code != 1005 && code != 1006;
        if (!isOfTheStandard && (code < 3000 || code > 4999)) {
            throw new ProtocolFault(ProtocolFault.BROKEN, "a close code that must not be sent");
        }
        text(Arrays.copyOfRange(payload, 2, payload.length));
        return code;
    }

    private Frame control(int opcode, boolean isFinal) throws IOException {
        int length = length();
        if (opcode > Frame.PONG || !isFinal || length > Frame.MOST_CONTROL) {
            throw new ProtocolFault(ProtocolFault.BROKEN, "a control frame that is none");
        }
        byte[] payload = new byte[length];
        in.readFully(payload);
        return new Frame(opcode, payload);
    }

    private void extend(int opcode) throws IOException {
        boolean continues = opcode == Frame.CONTINUATION;
        if (opcode > Frame.BINARY || continues == (begun.opcode == Frame.CONTINUATION)) {
            throw new ProtocolFault(ProtocolFault.BROKEN, "a frame that nobody waits for");
        }
        int length = length();
        int before = begun.payload.length;
        if (length > mostBytes - before) {
            throw new ProtocolFault(ProtocolFault.TOO_LARGE, "a message that is too large");
        }
        byte[] payload = Arrays.copyOf(begun.payload, before + length);
        in.readFully(payload, before, length);
        begun = new Frame(continues ? begun.opcode : opcode, payload);
    }

    /** Of the payload; what is too long for this computer counts as the longest. */
    private int length() throws IOException {
        int second = in.readUnsignedByte();
        if ((second & Frame.MASKED) != 0) {
            throw new ProtocolFault(ProtocolFault.BROKEN, "a server does not mask");
        }
        int length = second & LENGTH;
        if (length < 126) {
            return length;
        }
        long longer = length == 126 ? in.readUnsignedShort() : in.readLong();
        if (longer < (length == 126 ? 126 : 1 << 16)) {
            throw new ProtocolFault(ProtocolFault.BROKEN, "a length that is written too long, or negative");
        }
        return (int) Math.min(longer, Integer.MAX_VALUE);
    }
}
