package io.github.lowlightcam.phone.net;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.junit.Assert.fail;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.Test;

public final class FrameTest {
    private static final int MOST = 1000;

    @Test
    public void asInTheStandard() { // RFC 6455, section 5.7: "Hello", masked
        byte[] wanted = {(byte) 0x81, (byte) 0x85, 0x37, (byte) 0xfa, 0x21, 0x3d, 0x7f, (byte) 0x9f, 0x4d, 0x51, 0x58};
        assertArrayEquals(wanted, Frame.text("Hello", 0x37fa213d));
    }

    @Test
    public void everyLength() {
        for (int length : new int[] {0, 1, 109, 110, 125, 126, 65519, 65520, 65535, 65536, 70000}) {
            ByteBuffer body = ByteBuffer.allocate(length + 3);
            body.position(2).limit(length + 2);
            byte[] frame = Frame.write(Frame.BINARY, new byte[] {7}, body, 0x01020304);
            int size = length + 1;
            int header = size < 126 ? 2 : size < 65536 ? 4 : 10;
            assertEquals(header + 4 + size, frame.length);
            assertEquals(size < 126 ? size : size < 65536 ? 126 : 127, frame[1] & 0x7f);
            assertEquals(7 ^ 1, frame[header + 4]);
            assertEquals(2, body.position());
        }
    }

    @Test
    public void messagesInPiecesWithControlsBetween() throws IOException {
        FrameReader reader = reader(bytes(0x01, 3, 'H', 'e', 'l'), bytes(0x89, 1, 'x'), bytes(0x00, 0),
                bytes(0x80, 2, 'l', 'o'), bytes(0x82, 1, 9), bytes(0x8a, 0), bytes(0x88, 2, 3, 0xe8));
        assertRead(reader, Frame.PING, "x");
        assertRead(reader, Frame.TEXT, "Hello");
        assertRead(reader, Frame.BINARY, "\t");
        assertRead(reader, Frame.PONG, "");
        assertEquals(1000, FrameReader.closeCode(reader.read().payload));
        try {
            reader.read();
            fail("there is no more");
        } catch (EOFException end) {
            return;
        }
    }

    @Test
    public void whatBreaksTheStandard() throws IOException {
        refused(ProtocolFault.BROKEN, bytes(0xc1, 0)); // an extension
        refused(ProtocolFault.BROKEN, bytes(0x81, 0x81, 1, 2, 3, 4, 5)); // masked
        refused(ProtocolFault.BROKEN, bytes(0x83, 0)); // opcodes that are reserved
        refused(ProtocolFault.BROKEN, bytes(0x8b, 0));
        refused(ProtocolFault.BROKEN, bytes(0x80, 0)); // the end of nothing
        refused(ProtocolFault.BROKEN, bytes(0x01, 0), bytes(0x81, 0)); // a beginning in the middle
        refused(ProtocolFault.BROKEN, bytes(0x09, 0)); // a control frame in pieces
        refused(ProtocolFault.BROKEN, bytes(0x89, 126, 0, 126)); // and one too long
        refused(ProtocolFault.BROKEN, bytes(0x81, 126, 0, 125)); // a length written too long
        refused(ProtocolFault.BROKEN, bytes(0x81, 127, 0, 0, 0, 0, 0, 0, 0xff, 0xff));
        refused(ProtocolFault.BROKEN, bytes(0x81, 127, 0x80, 0, 0, 0, 0, 0, 0, 0));
        refused(ProtocolFault.TOO_LARGE, bytes(0x81, 126, 0x03, 0xe9));
        refused(ProtocolFault.TOO_LARGE, bytes(0x81, 127, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff));
        refused(ProtocolFault.TOO_LARGE, bytes(0x01, 1, 'x'), bytes(0x80, 126, 0x03, 0xe8));
    }

    @Test
    public void textAndCloseCodes() throws IOException {
        assertEquals("\u684c\ud83d\ude00", FrameReader.text("\u684c\ud83d\ude00".getBytes("UTF-8")));
        for (byte[] none : new byte[][] {{-1}, {(byte) 0xc0, (byte) 0x80}, {(byte) 0xed, (byte) 0xa0, (byte) 0x80}}) {
            try {
                FrameReader.text(none);
                fail("that is no UTF-8");
            } catch (ProtocolFault fault) {
                assertEquals(ProtocolFault.NO_TEXT, fault.code);
            }
        }
        assertEquals(1005, FrameReader.closeCode(new byte[0]));
        assertEquals(4001, FrameReader.closeCode(new byte[] {0x0f, (byte) 0xa1, 'n', 'o'}));
        for (int code : new int[] {0, 999, 1004, 1005, 1006, 1015, 2999, 5000, 65535}) {
            try {
                FrameReader.closeCode(new byte[] {(byte) (code >> 8), (byte) code});
                fail("such a code is not sent: " + code);
            } catch (ProtocolFault fault) {
                assertEquals(ProtocolFault.BROKEN, fault.code);
            }
        }
    }

    /** Whatever comes: messages within the bound, a fault, or the end. */
    @Test
    public void damagedFrames() throws IOException {
        Random random = new Random(6);
        byte[] good = bytes(0x01, 3, 'H', 'e', 'l', 0x89, 1, 'x', 0x80, 2, 'l', 'o', 0x82, 3, 9, 9, 9,
                0x81, 126, 0, 130);
        int[] ends = new int[2];
        for (int round = 0; round < 100000; round++) {
            byte[] data = Arrays.copyOf(good, good.length + 130 + random.nextInt(20));
            for (int change = random.nextInt(4); change >= 0; change--) {
                data[random.nextInt(data.length)] = (byte) random.nextInt(256);
            }
            FrameReader reader = reader(data);
            try {
                while (true) {
                    assertTrue(reader.read().payload.length <= MOST);
                }
            } catch (EOFException end) {
                ends[0] += 1;
            } catch (ProtocolFault fault) {
                ends[1] += 1;
            }
        }
        assertTrue(ends[0] > 5000 && ends[1] > 5000);
    }

    private static void refused(int code, byte[]... frames) throws IOException {
        FrameReader reader = reader(frames);
        try {
            reader.read();
        } catch (ProtocolFault fault) {
            assertEquals(code, fault.code);
            return;
        }
        fail("that was read");
    }

    private static void assertRead(FrameReader reader, int opcode, String text) throws IOException {
        Frame frame = reader.read();
        assertEquals(opcode, frame.opcode);
        assertEquals(text, FrameReader.text(frame.payload));
    }

    private static FrameReader reader(byte[]... frames) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] frame : frames) {
            all.write(frame);
        }
        return new FrameReader(new ByteArrayInputStream(all.toByteArray()), MOST);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int at = 0; at < bytes.length; at++) {
            bytes[at] = (byte) values[at];
        }
        return bytes;
    }
}
