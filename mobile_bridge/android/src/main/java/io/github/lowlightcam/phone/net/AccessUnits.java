package io.github.lowlightcam.phone.net;

import java.nio.ByteBuffer;

/**
 * What an encoder puts out, as the computer takes it: one access unit of H.264 a picture, in Annex B, and before
 * each picture that stands alone its parameter sets.
 *
 * <p>Encoders differ: the parameter sets come by themselves or with each key frame; units are in Annex B (ITU-T
 * H.264), or have their length before them (ISO/IEC 14496-15). For one thread.
 */
public final class AccessUnits {
    /** Takes the parameter sets: a buffer of codec configuration, csd-0, csd-1, or avcC. */
    public void configure(ByteBuffer codecConfig) {
        throw new UnsupportedOperationException();
    }

    /**
     * Returns the access unit of a picture: the buffer itself where nothing is to be changed, else one that is good
     * until the next call. Empty if there is no picture in it, or one that nobody could decode.
     *
     * @param output from its position to its limit, which stay
     */
    public ByteBuffer of(ByteBuffer output) {
        throw new UnsupportedOperationException();
    }

    /** Tells whether the last access unit can be decoded without those before it. */
    public boolean isKey() {
        throw new UnsupportedOperationException();
    }
}
