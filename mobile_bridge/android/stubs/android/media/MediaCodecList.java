package android.media;

public final class MediaCodecList {
    public static final int REGULAR_CODECS = 0;
    public MediaCodecList(int kind) { throw new RuntimeException("stub"); }
    public MediaCodecInfo[] getCodecInfos() { throw new RuntimeException("stub"); }
    public String findEncoderForFormat(MediaFormat format) { throw new RuntimeException("stub"); }
}
