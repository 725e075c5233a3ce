package io.github.lowlightcam.phone.net;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What an encoder puts out, as the computer takes it: one access unit of H.264 a picture, in Annex B, and before
 * each picture that stands alone its parameter sets.
 *
 * <p>Encoders differ: the parameter sets come by themselves or with each key frame; units are in Annex B (ITU-T
 * H.264), or have their length before them (ISO/IEC 14496-15). For one thread.
 */
public final class AccessUnits {
    private static final int START_CODE = 1; // in four bytes
    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private List<ByteBuffer> sequence = new ArrayList<>();
    private List<ByteBuffer> picture = new ArrayList<>();
    private ByteBuffer written = NOTHING;
    private boolean hasLengths;
    private boolean isKey;

    /** Takes the parameter sets: a buffer of codec configuration, csd-0, csd-1, or avcC. */
    public void configure(ByteBuffer codecConfig) {
        List<ByteBuffer> units = NalUnits.ofRecord(codecConfig);
        keep(units.isEmpty() ? split(codecConfig) : units);
        hasLengths |= !units.isEmpty();
    }

    /**
     * Returns the access unit of a picture: the buffer itself where nothing is to be changed, else one that is good
     * until the next call. Empty if there is no picture in it, or one that nobody could decode.
     *
     * @param output from its position to its limit, which stay
     */
    public ByteBuffer of(ByteBuffer output) {
        List<ByteBuffer> units = split(output);
        keep(units);
        isKey = has(units, NalUnits.IDR) && !sequence.isEmpty() && !picture.isEmpty();
        if (!isKey && !has(units, NalUnits.SLICE)) {
            return NOTHING;
        }
        boolean lacksParameters = isKey && !(has(units, NalUnits.SPS) && has(units, NalUnits.PPS));
        int startCode = hasLengths ? 0 : NalUnits.startCode(output);
        boolean isAsWanted = !lacksParameters && (startCode == SHORT || startCode == LONG);
        return isAsWanted ? output : write(units, lacksParameters);
    }

    /** Tells whether the last access unit can be decoded without those before it. */
    public boolean isKey() {
        return isKey;
    }

    private List<ByteBuffer> split(ByteBuffer data) {
        int startCode = NalUnits.startCode(data);
        // 00 00 01 xx begin both a unit of 256 and more bytes after its length, and one after a short start code
        if (startCode > SHORT || startCode == SHORT && !hasLengths) {
            hasLengths = false;
            return NalUnits.afterStartCodes(data);
        }
        List<ByteBuffer> units = NalUnits.afterLengths(data);
        hasLengths |= !units.isEmpty();
        return units;
    }

    private void keep(List<ByteBuffer> units) {
        sequence = has(units, NalUnits.SPS) ? copies(units, NalUnits.SPS) : sequence;
        picture = has(units, NalUnits.PPS) ? copies(units, NalUnits.PPS) : picture;
    }

    /** In Annex B; the parameters come first, but for a delimiter (H.264, 7.4.1.2.3). */
    private ByteBuffer write(List<ByteBuffer> units, boolean withParameters) {
        List<ByteBuffer> all = new ArrayList<>();
        int bytes = 0;
        int start = 0;
        for (ByteBuffer unit : units) {
            int type = NalUnits.type(unit);
            if (!withParameters || type != NalUnits.SPS && type != NalUnits.PPS) {
                all.add(unit);
            }
            start = type == NalUnits.DELIMITER ? all.size() : start;
        }
        if (withParameters) {
            all.addAll(start, picture);
            all.addAll(start, sequence);
        }
        for (ByteBuffer unit : all) {
            bytes += LONG + unit.remaining();
        }
        written = written.capacity() < bytes ? ByteBuffer.allocate(2 * bytes) : written;
        written.clear();
        for (ByteBuffer unit : all) {
            written.putInt(START_CODE).put(unit.duplicate());
        }
        written.flip();
        return written;
    }

    private static boolean has(List<ByteBuffer> units, int type) {
        for (ByteBuffer unit : units) {
            if (NalUnits.type(unit) == type) {
                return true;
            }
        }
        return false;
    }

    private static List<ByteBuffer> copies(List<ByteBuffer> units, int type) {
        List<ByteBuffer> copies = new ArrayList<>();
        for (ByteBuffer unit : units) {
            if (NalUnits.type(unit) == type) {
                ByteBuffer copy = ByteBuffer.allocate(unit.remaining());
                copy.put(unit.duplicate()).flip();
                copies.add(copy);
            }
        }
        return copies;
    }
}
