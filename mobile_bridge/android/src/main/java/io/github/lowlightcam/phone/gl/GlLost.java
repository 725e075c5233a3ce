package io.github.lowlightcam.phone.gl;

/** The GPU was taken away: all that was made with the context is gone, and has to be made again. */
public final class GlLost extends GlError {
    public GlLost() {
        super("the GPU was taken away");
    }
}
