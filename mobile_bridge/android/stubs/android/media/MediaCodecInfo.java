package android.media;

public final class MediaCodecInfo {
    public String getName() { throw new RuntimeException("stub"); }
    public boolean isEncoder() { throw new RuntimeException("stub"); }
    public boolean isHardwareAccelerated() { throw new RuntimeException("stub"); }
    public boolean isSoftwareOnly() { throw new RuntimeException("stub"); }
    public String[] getSupportedTypes() { throw new RuntimeException("stub"); }
    public CodecCapabilities getCapabilitiesForType(String type) { throw new RuntimeException("stub"); }
    public static final class CodecCapabilities {
        public static final int COLOR_FormatSurface = 0x7F000789;
        public CodecProfileLevel[] profileLevels;
        public int[] colorFormats;
        public CodecCapabilities() { throw new RuntimeException("stub"); }
        public VideoCapabilities getVideoCapabilities() { throw new RuntimeException("stub"); }
        public EncoderCapabilities getEncoderCapabilities() { throw new RuntimeException("stub"); }
        public boolean isFormatSupported(MediaFormat format) { throw new RuntimeException("stub"); }
        public boolean isFeatureSupported(String name) { throw new RuntimeException("stub"); }
        public static final String FEATURE_LowLatency = "low-latency";
    }
    public static final class VideoCapabilities {
        public android.util.Range<Integer> getBitrateRange() { throw new RuntimeException("stub"); }
        public android.util.Range<Integer> getSupportedWidths() { throw new RuntimeException("stub"); }
        public android.util.Range<Integer> getSupportedHeights() { throw new RuntimeException("stub"); }
        public boolean areSizeAndRateSupported(int width, int height,
                double frameRate) { throw new RuntimeException("stub"); }
        public int getWidthAlignment() { throw new RuntimeException("stub"); }
        public int getHeightAlignment() { throw new RuntimeException("stub"); }
    }
    public static final class EncoderCapabilities {
        public static final int BITRATE_MODE_CQ = 0;
        public static final int BITRATE_MODE_VBR = 1;
        public static final int BITRATE_MODE_CBR = 2;
        public static final int BITRATE_MODE_CBR_FD = 3;
        public boolean isBitrateModeSupported(int mode) { throw new RuntimeException("stub"); }
    }
    public static final class CodecProfileLevel {
        public static final int AVCProfileBaseline = 1;
        public static final int AVCProfileMain = 2;
        public static final int AVCProfileHigh = 8;
        public static final int AVCProfileConstrainedBaseline = 0x10000;
        public static final int AVCLevel31 = 0x200;
        public static final int AVCLevel32 = 0x400;
        public static final int AVCLevel4 = 0x800;
        public static final int AVCLevel41 = 0x1000;
        public static final int AVCLevel42 = 0x2000;
        public int profile;
        public int level;
        public CodecProfileLevel() { throw new RuntimeException("stub"); }
    }
}
