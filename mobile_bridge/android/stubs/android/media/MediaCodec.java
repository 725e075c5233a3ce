package android.media;

import android.os.Bundle;
import android.os.Handler;
import java.io.IOException;
import java.nio.ByteBuffer;

public final class MediaCodec {
    public static final int CONFIGURE_FLAG_ENCODE = 1;
    public static final int BUFFER_FLAG_CODEC_CONFIG = 2;
    public static final String PARAMETER_KEY_VIDEO_BITRATE = "video-bitrate";
    public static final String PARAMETER_KEY_REQUEST_SYNC_FRAME = "request-sync";
    public static MediaCodec createEncoderByType(String type) throws IOException { throw new RuntimeException("stub"); }
    public static MediaCodec createByCodecName(String name) throws IOException { throw new RuntimeException("stub"); }
    public void configure(MediaFormat format, android.view.Surface surface, android.media.MediaCrypto crypto,
            int flags) { throw new RuntimeException("stub"); }
    public android.view.Surface createInputSurface() { throw new RuntimeException("stub"); }
    public void setCallback(Callback cb) { throw new RuntimeException("stub"); }
    public void setCallback(Callback cb, Handler handler) { throw new RuntimeException("stub"); }
    public void setParameters(Bundle params) { throw new RuntimeException("stub"); }
    public void start() { throw new RuntimeException("stub"); }
    public void stop() { throw new RuntimeException("stub"); }
    public void reset() { throw new RuntimeException("stub"); }
    public void flush() { throw new RuntimeException("stub"); }
    public void release() { throw new RuntimeException("stub"); }
    public ByteBuffer getOutputBuffer(int index) { throw new RuntimeException("stub"); }
    public void releaseOutputBuffer(int index, boolean render) { throw new RuntimeException("stub"); }
    public MediaCodecInfo getCodecInfo() { throw new RuntimeException("stub"); }
    public String getName() { throw new RuntimeException("stub"); }
    public static final class BufferInfo {
        public int offset;
        public int size;
        public long presentationTimeUs;
        public int flags;
        public BufferInfo() { throw new RuntimeException("stub"); }
        public void set(int newOffset, int newSize, long newTimeUs,
                int newFlags) { throw new RuntimeException("stub"); }
    }
    public static abstract class Callback {
        public Callback() { throw new RuntimeException("stub"); }
        public abstract void onInputBufferAvailable(MediaCodec codec, int index);
        public abstract void onOutputBufferAvailable(MediaCodec codec, int index, BufferInfo info);
        public abstract void onError(MediaCodec codec, CodecException e);
        public abstract void onOutputFormatChanged(MediaCodec codec, MediaFormat format);
    }
    public static final class CodecException extends IllegalStateException {
        public CodecException() { throw new RuntimeException("stub"); }
        public String getDiagnosticInfo() { throw new RuntimeException("stub"); }
    }
}
