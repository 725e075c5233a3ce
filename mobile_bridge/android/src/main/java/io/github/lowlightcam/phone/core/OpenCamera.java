package io.github.lowlightcam.phone.core;

/** A camera that is open. Immutable. */
public final class OpenCamera {
    public static final OpenCamera NONE = new OpenCamera("", 0, 0, 0, 0, false, Abilities.NONE);

    /** Its {@link Lens#id}. */
    public final String lens;
    /** As its sensor has the picture. */
    public final int width;
    public final int height;
    /** Pictures a second, at most. */
    public final int fps;
    /** Clockwise degrees that the sensor's picture is to be turned by while the phone is in its natural position. */
    public final int sensorDegrees;
    public final boolean isFront;
    public final Abilities abilities;

    public OpenCamera(String lens, int width, int height, int fps, int sensorDegrees, boolean isFront,
                      Abilities abilities) {
        this.lens = lens;
        this.width = width;
        this.height = height;
        this.fps = fps;
        this.sensorDegrees = sensorDegrees;
        this.isFront = isFront;
        this.abilities = abilities;
    }
}
