package io.github.lowlightcam.phone.core;

/** What draws and codes tells of itself. A number that is not known is NaN. */
public final class Figures {
    /** Pictures that came from the camera in the last second. */
    public int seen;
    /** Pictures that were drawn in the last second. */
    public float fps;
    /** What one takes on the thread that draws, in milliseconds. */
    public float frameMs = Float.NaN;
    /** What one takes on the GPU. */
    public float gpuMs = Float.NaN;
    /** Pictures given to the encoder, and coded ones that came from it, in the last second. */
    public int given;
    public int coded;
    public float encodeMs = Float.NaN;
    public int bps;
    /** Since the service began. */
    public long dropped;
    /** By how much the picture is brightened, 0 to 1. */
    public float amount;
    public boolean enhanced;
    public String accelerator = "none";
    public String note = "";
}
