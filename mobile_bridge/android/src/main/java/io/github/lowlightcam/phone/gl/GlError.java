package io.github.lowlightcam.phone.gl;

/** What a device lacks, or a driver says. */
public class GlError extends RuntimeException {
    public GlError(String why) {
        super(why);
    }
}
