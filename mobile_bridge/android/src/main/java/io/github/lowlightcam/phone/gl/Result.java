package io.github.lowlightcam.phone.gl;

/** What has been done to a frame. It is its maker's own and changes with the next frame. */
public final class Result {
    /** Whether brightening is done with: the picture is enhanced, or was found not to need it. */
    public boolean enhanced;
    /** What there is of the enhancement, 0 to 1. */
    public float amount;
    /** Milliseconds that the GPU took for a frame lately, or null if the driver does not tell. */
    public Double gpuMs;

    Result() {
    }
}
