package io.github.lowlightcam.phone.net;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The NAL units of a buffer, in whichever of the two ways they are kept apart. */
final class NalUnits {
    static final int SLICE = 1;
    static final int IDR = 5;
    static final int SPS = 7;
    static final int PPS = 8;
    static final int DELIMITER = 9;

    private static final int TYPE = 0x1f;
    private static final int FORBIDDEN = 0x80;

    private NalUnits() {}

    /** As in table 7-1 of H.264. */
    static int type(ByteBuffer unit) {
        return unit.get(unit.position()) & TYPE;
    }

    /** Bytes of the start code that begins the buffer, its zeros included (H.264, annex B); 0 without one. */
    static int startCode(ByteBuffer data) {
        int at = data.position();
        while (at < data.limit() && data.get(at) == 0) {
            at += 1;
        }
        int zeros = at - data.position();
        return zeros >= 2 && at < data.limit() && data.get(at) == 1 ? zeros + 1 : 0;
    }

    /** Those after start codes; what is before the first, and zeros after each, are no part of any. */
    static List<ByteBuffer> afterStartCodes(ByteBuffer data) {
        List<ByteBuffer> units = new ArrayList<>();
        int start = -1;
        int zeros = 0;
        for (int at = data.position(); at < data.limit(); at++) {
            byte value = data.get(at);
            if (value == 1 && zeros >= 2) {
                add(units, data, start, at - zeros);
                start = at + 1;
            }
            zeros = value == 0 ? zeros + 1 : 0;
        }
        add(units, data, start, data.limit() - zeros);
        return units;
    }

    /** Those after four bytes of length (ISO/IEC 14496-15); none unless they make up all of the buffer. */
    static List<ByteBuffer> afterLengths(ByteBuffer data) {
        List<ByteBuffer> units = new ArrayList<>();
        int at = data.position();
        while (data.limit() - at > 4) {
            long length = data.duplicate().getInt(at) & 0xffffffffL;
            if (length == 0 || length > data.limit() - at - 4) {
                break;
            }
            add(units, data, at + 4, at + 4 + (int) length);
            at += 4 + (int) length;
        }
        boolean isAll = at == data.limit();
        for (ByteBuffer unit : units) {
            isAll &= (unit.get(unit.position()) & FORBIDDEN) == 0 && type(unit) != 0;
        }
        return isAll ? units : new ArrayList<ByteBuffer>();
    }

    /** The parameter sets of an avcC (ISO/IEC 14496-15, 5.2.4.1); none if it is not one. */
    static List<ByteBuffer> ofRecord(ByteBuffer data) {
        ByteBuffer record = data.duplicate();
        List<ByteBuffer> units = new ArrayList<>();
        if (record.remaining() < 7 || record.get() != 1) {
            return units;
        }
        record.position(record.position() + 4);
        int sets = record.get() & 0x1f;
        for (int kind = 0; kind < 2; kind++) {
            for (int each = 0; each < sets && record.remaining() > 2; each++) {
                int length = record.getShort() & 0xffff;
                int end = Math.min(record.position() + length, record.limit());
                add(units, record, record.position(), end);
                record.position(end);
            }
            sets = record.hasRemaining() && kind == 0 ? record.get() & 0xff : 0;
        }
        return units;
    }

    private static void add(List<ByteBuffer> units, ByteBuffer data, int start, int end) {
        if (start >= 0 && end > start) {
            ByteBuffer unit = data.duplicate();
            unit.limit(end);
            unit.position(start);
            units.add(unit);
        }
    }
}
