package android.media;

public final class MediaCodecInfo {
    public String getName() { throw new RuntimeException("stub"); }
    public boolean isEncoder() { throw new RuntimeException("stub"); }
    public String[] getSupportedTypes() { throw new RuntimeException("stub"); }
    public CodecCapabilities getCapabilitiesForType(String type) { throw new RuntimeException("stub"); }
    public static final class CodecCapabilities {
        public static final int COLOR_FormatSurface = 0x7F000789;
        public CodecCapabilities() { throw new RuntimeException("stub"); }
        public EncoderCapabilities getEncoderCapabilities() { throw new RuntimeException("stub"); }
    }
    public static final class VideoCapabilities {
    }
    public static final class EncoderCapabilities {
        public static final int BITRATE_MODE_VBR = 1;
        public static final int BITRATE_MODE_CBR = 2;
        public boolean isBitrateModeSupported(int mode) { throw new RuntimeException("stub"); }
    }
    public static final class CodecProfileLevel {
        public static final int AVCProfileBaseline = 1;
        public int level;
        public CodecProfileLevel() { throw new RuntimeException("stub"); }
    }
}
