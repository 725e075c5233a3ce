package io.github.lowlightcam.phone.net;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.Test;

public final class AccessUnitsTest {
    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int LENGTH = 0;

    private static final byte[] SPS = {0x67, 0x42, 0, 0x1f, 1, 2, 3};
    private static final byte[] PPS = {0x68, 4, 5, 6};
    private static final byte[] SEI = {0x06, 5, 1, 9, (byte) 0x80};
    private static final byte[] DELIMITER = {0x09, 0x10};
    private static final byte[] IDR = {0x65, (byte) 0x88, 0, 0, 3, 1, 7};
    private static final byte[] SLICE = {0x41, (byte) 0x9a, 3, 1, 8};

    @Test
    public void configurationBeforeEveryKeyFrame() {
        AccessUnits units = new AccessUnits();
        units.configure(buffer(LONG, SPS, PPS));
        for (int round = 0; round < 3; round++) {
            assertArrayEquals(bytes(buffer(LONG, SPS, PPS, IDR)), bytes(units.of(buffer(LONG, IDR))));
            assertTrue(units.isKey());
            ByteBuffer plain = buffer(LONG, SLICE);
            assertSame("nothing is copied", plain, units.of(plain));
            assertFalse(units.isKey());
        }
    }

    @Test
    public void configurationInTwoBuffersOrARecord() {
        AccessUnits two = new AccessUnits();
        two.configure(buffer(LONG, SPS));
        assertEquals("nobody could decode it", 0, two.of(buffer(LONG, IDR)).remaining());
        assertFalse(two.isKey());
        two.configure(buffer(SHORT, PPS));
        assertArrayEquals(bytes(buffer(LONG, SPS, PPS, IDR)), bytes(two.of(buffer(SHORT, IDR))));
        AccessUnits record = new AccessUnits();
        record.configure(record(SPS, PPS));
        assertArrayEquals(bytes(buffer(LONG, SPS, PPS, IDR)), bytes(record.of(buffer(LENGTH, IDR))));
    }

    @Test
    public void whatAnEncoderPutsBeforeItsKeyFramesStays() {
        AccessUnits units = new AccessUnits();
        for (int code : new int[] {SHORT, LONG}) {
            ByteBuffer whole = buffer(code, DELIMITER, SPS, PPS, SEI, IDR);
            assertSame(whole, units.of(whole));
            assertTrue(units.isKey());
        }
        byte[] wanted = bytes(buffer(LONG, DELIMITER, SPS, PPS, SEI, IDR));
        assertArrayEquals(wanted, bytes(units.of(buffer(LONG, DELIMITER, SEI, IDR))));
        assertArrayEquals(wanted, bytes(units.of(buffer(LENGTH, DELIMITER, SPS, SEI, IDR))));
    }

    @Test
    public void zerosAfterAUnitAreNoPartOfIt() {
        AccessUnits units = new AccessUnits();
        units.configure(buffer(LONG, SPS, Arrays.copyOf(PPS, PPS.length + 3)));
        byte[] padded = Arrays.copyOf(IDR, IDR.length + 2);
        assertArrayEquals(bytes(buffer(LONG, SPS, PPS, IDR, IDR)), bytes(units.of(buffer(LONG, padded, padded))));
        ByteBuffer before = ByteBuffer.allocate(3 + 4 + SLICE.length);
        before.position(3);
        before.put(buffer(LONG, SLICE)).flip();
        assertArrayEquals("too many zeros", bytes(buffer(LONG, SLICE)), bytes(units.of(before)));
    }

    @Test
    public void aNewSequenceTakesThePlaceOfTheOld() {
        byte[] other = {0x67, 0x42, 0, 0x28, 9};
        AccessUnits units = new AccessUnits();
        units.configure(buffer(LONG, SPS, PPS));
        units.configure(buffer(LONG, other, PPS));
        assertArrayEquals(bytes(buffer(LONG, other, PPS, IDR)), bytes(units.of(buffer(LONG, IDR))));
    }

    /** 00 00 01 41 is a slice after a start code, and the length of one of 321 bytes. */
    @Test
    public void aLengthThatLooksLikeAStartCode() {
        byte[] slice = Arrays.copyOf(SLICE, 0x141);
        slice[0x140] = 1;
        AccessUnits lengths = new AccessUnits();
        lengths.configure(buffer(LENGTH, SPS, PPS));
        assertArrayEquals(bytes(buffer(LONG, slice)), bytes(lengths.of(buffer(LENGTH, slice))));
        AccessUnits codes = new AccessUnits();
        codes.configure(buffer(LONG, SPS, PPS));
        byte[] one = Arrays.copyOf(SLICE, 0x142);
        one[0x141] = 1;
        ByteBuffer short3 = buffer(SHORT, one);
        assertSame(short3, codes.of(short3));
    }

    @Test
    public void noPictureIsNothing() {
        AccessUnits units = new AccessUnits();
        units.configure(ByteBuffer.allocate(0));
        for (ByteBuffer each : new ByteBuffer[] {ByteBuffer.allocate(0), ByteBuffer.allocate(100),
            buffer(LONG, SPS, PPS), buffer(LONG, SEI), buffer(LONG), ByteBuffer.wrap(new byte[] {0, 0, 1}),
            ByteBuffer.wrap(new byte[] {0, 0, 0, 9, 0x41, 1}), ByteBuffer.wrap(new byte[] {-1, -1, -1, -1, 0x41})}) {
            assertEquals(0, units.of(each).remaining());
        }
    }

    @Test
    public void onlyFromPositionToLimitWhichStay() {
        AccessUnits units = new AccessUnits();
        ByteBuffer large = ByteBuffer.allocateDirect(100);
        large.position(10);
        large.put(buffer(LONG, DELIMITER, SPS, PPS, IDR)).put((byte) 0).put((byte) 0).put((byte) 1).put(SLICE);
        large.limit(large.position() - SLICE.length - 3);
        large.position(10);
        assertArrayEquals(bytes(buffer(LONG, DELIMITER, SPS, PPS, IDR)), bytes(units.of(large)));
        assertEquals(10, large.position());
    }

    /** Ten thousand streams of pictures, in every way to write them: what comes out is the same access unit. */
    @Test
    public void everyWayToWriteIt() {
        Random random = new Random(4);
        for (int round = 0; round < 10000; round++) {
            int way = new int[] {SHORT, LONG, LENGTH}[random.nextInt(3)];
            AccessUnits units = new AccessUnits();
            units.configure(random.nextBoolean() || way != LENGTH ? buffer(way, SPS, PPS) : record(SPS, PPS));
            for (int picture = 0; picture < 4; picture++) {
                List<byte[]> wanted = new ArrayList<>();
                List<byte[]> given = new ArrayList<>();
                boolean isKey = picture == 0 || random.nextInt(3) == 0;
                if (random.nextBoolean()) {
                    wanted.add(DELIMITER);
                    given.add(DELIMITER);
                }
                if (isKey) {
                    wanted.addAll(Arrays.asList(SPS, PPS));
                    given.addAll(random.nextBoolean() ? Arrays.asList(SPS, PPS) : new ArrayList<byte[]>());
                }
                for (int slice = random.nextInt(3); slice >= 0; slice--) {
                    byte[] body = slice(random, isKey ? 0x65 : 0x41);
                    wanted.add(body);
                    given.add(body);
                }
                ByteBuffer out = units.of(buffer(way, given.toArray(new byte[0][])));
                assertArrayEquals(bytes(buffer(LONG, wanted.toArray(new byte[0][]))), normal(out));
                assertEquals(isKey, units.isKey());
            }
        }
    }

    /** Whatever an encoder puts out: an access unit in Annex B, or nothing; no fault, and no more than went in. */
    @Test
    public void damagedOutput() {
        Random random = new Random(5);
        AccessUnits units = new AccessUnits();
        int sent = 0;
        for (int round = 0; round < 50000; round++) {
            int way = new int[] {SHORT, LONG, LENGTH}[random.nextInt(3)];
            byte[] data = bytes(buffer(way, DELIMITER, SPS, PPS, slice(random, 0x65), slice(random, 0x41)));
            for (int change = random.nextInt(5); change > 0; change--) {
                data[random.nextInt(data.length)] = (byte) (random.nextInt(3) - 1);
            }
            data = Arrays.copyOfRange(data, random.nextInt(3), data.length - random.nextInt(9));
            if (round % 7 == 0) {
                units.configure(ByteBuffer.wrap(round % 14 == 0 ? data : bytes(record(data, data))));
            }
            ByteBuffer out = units.of(ByteBuffer.wrap(data));
            assertTrue(out.remaining() == 0 || NalUnits.startCode(out) == 3 || NalUnits.startCode(out) == 4);
            assertTrue(out.remaining() < 200 * 1024);
            sent += out.hasRemaining() ? 1 : 0;
        }
        assertTrue(sent > 10000 && sent < 50000);
    }

    /** As an encoder writes it: no three zeros in a row, and none at the end (H.264, 7.4.1). */
    private static byte[] slice(Random random, int type) {
        byte[] body = new byte[2 + random.nextInt(600)];
        for (int at = 1; at < body.length; at++) {
            body[at] = (byte) (random.nextInt(4) == 0 ? 4 + random.nextInt(250) : random.nextInt(2) * (at % 2));
            body[at] = at > 1 && body[at - 1] == 0 && body[at] >= 0 && body[at] < 4 ? 5 : body[at];
        }
        body[0] = (byte) type;
        body[body.length - 1] = (byte) 0x80;
        return body;
    }

    private static ByteBuffer buffer(int way, byte[]... units) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] unit : units) {
            byte[] before = way == SHORT ? new byte[] {0, 0, 1} : way == LONG ? new byte[] {0, 0, 0, 1}
                    : ByteBuffer.allocate(4).putInt(unit.length).array();
            out.write(before, 0, before.length);
            out.write(unit, 0, unit.length);
        }
        return ByteBuffer.wrap(out.toByteArray());
    }

    private static ByteBuffer record(byte[] sps, byte[] pps) {
        ByteBuffer record = ByteBuffer.allocate(11 + sps.length + pps.length);
        record.put(new byte[] {1, 0x42, 0, 0x1f, (byte) 0xff, (byte) 0xe1}).putShort((short) sps.length).put(sps);
        record.put((byte) 1).putShort((short) pps.length).put(pps).flip();
        return record;
    }

    private static byte[] normal(ByteBuffer annexB) {
        List<ByteBuffer> units = NalUnits.afterStartCodes(annexB);
        byte[][] all = new byte[units.size()][];
        for (int at = 0; at < all.length; at++) {
            all[at] = bytes(units.get(at));
        }
        return bytes(buffer(LONG, all));
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
