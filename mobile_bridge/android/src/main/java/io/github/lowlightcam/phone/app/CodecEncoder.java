package io.github.lowlightcam.phone.app;

import android.media.MediaCodec;
import android.media.MediaCodecInfo;
import android.media.MediaCodecInfo.EncoderCapabilities;
import android.media.MediaCodecList;
import android.media.MediaFormat;
import android.os.Bundle;
import android.os.Handler;
import android.view.Surface;
import io.github.lowlightcam.phone.core.PicturePlan;
import io.github.lowlightcam.phone.net.AccessUnits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

/** The phone's H.264 encoder, fed by a surface, one access unit a picture and none of them late. */
final class CodecEncoder {
    /** Is told on the encoder's thread. */
    interface Listener {
        /** @param accessUnit valid during the call only */
        void onCoded(boolean key, long capturedUs, ByteBuffer accessUnit);

        void onFailed(String words);
    }

    /** Seconds; key frames come when they are asked for. */
    private static final int KEY_EVERY_S = 3600;
    private static final String[] SOFTWARE = {"c2.android.", "OMX.google."};

    final Surface surface;
    private final MediaCodec codec;
    private final Listener listener;
    private final AccessUnits units = new AccessUnits();
    private final AtomicBoolean isReleased = new AtomicBoolean();

    /**
     * Begin; IOException or RuntimeException if this phone cannot.
     *
     * @param handler of the thread that is told
     */
    CodecEncoder(PicturePlan plan, int bps, boolean inSoftware, Handler handler, Listener listener) throws IOException {
        this.listener = listener;
        codec = open(plan, bps, inSoftware, handler, false);
        try {
            surface = codec.createInputSurface();
            codec.start();
        } catch (RuntimeException e) {
            codec.release();
            throw e;
        }
    }

    String name() {
        return codec.getName();
    }

    void bitrate(int bps) {
        set(MediaCodec.PARAMETER_KEY_VIDEO_BITRATE, bps);
    }

    /** Make the next picture a key frame. */
    void key() {
        set(MediaCodec.PARAMETER_KEY_REQUEST_SYNC_FRAME, 0);
    }

    /** End it, if that has not been done; nothing more is told. Any thread. */
    void release() {
        if (!isReleased.compareAndSet(false, true)) return;
        try {
            codec.stop();
        } catch (IllegalStateException e) {
            // it has failed already
        }
        codec.release();
        surface.release();
    }

    private void set(String what, int value) {
        if (isReleased.get()) return;
        Bundle parameters = new Bundle();
        parameters.putInt(what, value);
        try {
            codec.setParameters(parameters);
        } catch (IllegalStateException e) {
            // it has failed, and says so itself
        }
    }

    private MediaCodec open(PicturePlan plan, int bps, boolean inSoftware, Handler handler, boolean isPlain)
        throws IOException {
        MediaCodec made = make(inSoftware);
        try {
            made.setCallback(new Output(), handler);
            MediaFormat format = isPlain ? plain(plan, bps) : fast(plan, bps, made.getCodecInfo());
            made.configure(format, null, null, MediaCodec.CONFIGURE_FLAG_ENCODE);
            return made;
        } catch (RuntimeException e) {
            made.release();
            if (isPlain) throw e;
        }
        return open(plan, bps, inSoftware, handler, true); // some refuse what they do not know
    }

    private static MediaFormat fast(PicturePlan plan, int bps, MediaCodecInfo info) {
        EncoderCapabilities can =
            info.getCapabilitiesForType(MediaFormat.MIMETYPE_VIDEO_AVC).getEncoderCapabilities();
        boolean isConstant = can.isBitrateModeSupported(EncoderCapabilities.BITRATE_MODE_CBR);
        MediaFormat format = plain(plan, bps);
        format.setInteger(MediaFormat.KEY_BITRATE_MODE,
            isConstant ? EncoderCapabilities.BITRATE_MODE_CBR : EncoderCapabilities.BITRATE_MODE_VBR);
        format.setInteger(MediaFormat.KEY_PROFILE, MediaCodecInfo.CodecProfileLevel.AVCProfileBaseline);
        format.setInteger(MediaFormat.KEY_LATENCY, 1);
        format.setInteger(MediaFormat.KEY_PRIORITY, 0); // real time
        format.setInteger(MediaFormat.KEY_OPERATING_RATE, plan.fps);
        format.setInteger(MediaFormat.KEY_MAX_B_FRAMES, 0);
        format.setInteger(MediaFormat.KEY_PREPEND_HEADER_TO_SYNC_FRAMES, 1);
        format.setInteger(MediaFormat.KEY_COLOR_STANDARD, MediaFormat.COLOR_STANDARD_BT709);
        format.setInteger(MediaFormat.KEY_COLOR_RANGE, MediaFormat.COLOR_RANGE_LIMITED);
        format.setInteger(MediaFormat.KEY_COLOR_TRANSFER, MediaFormat.COLOR_TRANSFER_SDR_VIDEO);
        return format;
    }

    private static MediaFormat plain(PicturePlan plan, int bps) {
        MediaFormat format = MediaFormat.createVideoFormat(MediaFormat.MIMETYPE_VIDEO_AVC, plan.width, plan.height);
        format.setInteger(MediaFormat.KEY_COLOR_FORMAT, MediaCodecInfo.CodecCapabilities.COLOR_FormatSurface);
        format.setInteger(MediaFormat.KEY_BIT_RATE, bps);
        format.setInteger(MediaFormat.KEY_FRAME_RATE, plan.fps);
        format.setInteger(MediaFormat.KEY_I_FRAME_INTERVAL, KEY_EVERY_S);
        return format;
    }

    private static MediaCodec make(boolean inSoftware) throws IOException {
        if (inSoftware) {
            for (MediaCodecInfo info : new MediaCodecList(MediaCodecList.REGULAR_CODECS).getCodecInfos()) {
                if (info.isEncoder() && isSoftware(info.getName()) && codes(info)) {
                    return MediaCodec.createByCodecName(info.getName());
                }
            }
        }
        return MediaCodec.createEncoderByType(MediaFormat.MIMETYPE_VIDEO_AVC);
    }

    private static boolean isSoftware(String name) {
        for (String prefix : SOFTWARE) {
            if (name.startsWith(prefix)) return true;
        }
        return false;
    }

    private static boolean codes(MediaCodecInfo info) {
        for (String type : info.getSupportedTypes()) {
            if (type.equalsIgnoreCase(MediaFormat.MIMETYPE_VIDEO_AVC)) return true;
        }
        return false;
    }

    /** What the encoder gives. */
    private final class Output extends MediaCodec.Callback {
        @Override
        public void onInputBufferAvailable(MediaCodec from, int index) {
            // the surface is its input
        }

        @Override
        public void onOutputBufferAvailable(MediaCodec from, int index, MediaCodec.BufferInfo info) {
            if (isReleased.get()) return;
            try {
                ByteBuffer buffer = from.getOutputBuffer(index);
                if (buffer != null) {
                    buffer.limit(info.offset + info.size).position(info.offset);
                    take(buffer, info);
                }
                from.releaseOutputBuffer(index, false);
            } catch (IllegalStateException e) {
                fail(e.toString());
            }
        }

        @Override
        public void onOutputFormatChanged(MediaCodec from, MediaFormat format) {
            if (isReleased.get()) return;
            for (String name : new String[] {"csd-0", "csd-1"}) {
                if (format.containsKey(name)) units.configure(format.getByteBuffer(name));
            }
        }

        @Override
        public void onError(MediaCodec from, MediaCodec.CodecException e) {
            fail(e.getDiagnosticInfo());
        }

        private void take(ByteBuffer buffer, MediaCodec.BufferInfo info) {
            if ((info.flags & MediaCodec.BUFFER_FLAG_CODEC_CONFIG) != 0) {
                units.configure(buffer);
                return;
            }
            ByteBuffer unit = units.of(buffer);
            if (unit.hasRemaining()) listener.onCoded(units.isKey(), info.presentationTimeUs, unit);
        }

        private void fail(String words) {
            if (!isReleased.get()) listener.onFailed(words);
        }
    }
}
