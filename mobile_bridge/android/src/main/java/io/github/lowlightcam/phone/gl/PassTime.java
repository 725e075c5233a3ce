package io.github.lowlightcam.phone.gl;

/** What something takes, in milliseconds. Immutable. */
public final class PassTime {
    /** What. */
    public final String name;
    /** Median until the GPU is through with it, waiting for that. */
    public final double ms;
    /** Median of the GPU's own clock, or NaN if the driver does not tell. */
    public final double gpuMs;

    PassTime(String name, double ms, double gpuMs) {
        this.name = name;
        this.ms = ms;
        this.gpuMs = gpuMs;
    }
}
