package android.media;

import java.nio.ByteBuffer;

public final class MediaFormat {
    public static final String MIMETYPE_VIDEO_AVC = "video/avc";
    public static final String KEY_BIT_RATE = "bitrate";
    public static final String KEY_BITRATE_MODE = "bitrate-mode";
    public static final String KEY_COLOR_FORMAT = "color-format";
    public static final String KEY_COLOR_STANDARD = "color-standard";
    public static final String KEY_COLOR_RANGE = "color-range";
    public static final String KEY_COLOR_TRANSFER = "color-transfer";
    public static final String KEY_FRAME_RATE = "frame-rate";
    public static final String KEY_I_FRAME_INTERVAL = "i-frame-interval";
    public static final String KEY_LATENCY = "latency";
    public static final String KEY_MAX_B_FRAMES = "max-bframes";
    public static final String KEY_OPERATING_RATE = "operating-rate";
    public static final String KEY_PREPEND_HEADER_TO_SYNC_FRAMES = "prepend-sps-pps-to-idr-frames";
    public static final String KEY_PRIORITY = "priority";
    public static final String KEY_PROFILE = "profile";
    public static final int COLOR_STANDARD_BT709 = 1;
    public static final int COLOR_RANGE_LIMITED = 2;
    public static final int COLOR_TRANSFER_SDR_VIDEO = 3;
    public MediaFormat() { throw new RuntimeException("stub"); }
    public static MediaFormat createVideoFormat(String mime, int width,
            int height) { throw new RuntimeException("stub"); }
    public boolean containsKey(String name) { throw new RuntimeException("stub"); }
    public String getString(String name) { throw new RuntimeException("stub"); }
    public ByteBuffer getByteBuffer(String name) { throw new RuntimeException("stub"); }
    public void setInteger(String name, int value) { throw new RuntimeException("stub"); }
}
