package io.github.lowlightcam.phone.gl;

/** What a person wants a picture to look like. Immutable. */
public final class Look {
    /** Brighten what is dark. */
    public static final String AUTO = "auto";
    /** Brighten always. */
    public static final String ON = "on";
    /** Leave the picture as it is. */
    public static final String OFF = "off";

    /** One of {@link #AUTO}, {@link #ON} and {@link #OFF}. */
    public final String mode;
    /** How much of the curve, 0 to 1. */
    public final float strength;
    /** How much of the noise is taken away, 0 to 1. */
    public final float denoise;
    /** Left and right changed. */
    public final boolean mirror;

    public Look(String mode, float strength, float denoise, boolean mirror) {
        this.mode = mode;
        this.strength = strength;
        this.denoise = denoise;
        this.mirror = mirror;
    }
}
