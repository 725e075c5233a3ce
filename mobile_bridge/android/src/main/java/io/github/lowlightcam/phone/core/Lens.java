package io.github.lowlightcam.phone.core;

/** One of the phone's cameras. Immutable. */
public final class Lens {
    /** Where it looks. */
    public enum Side {
        FRONT, REAR, EXTERNAL
    }

    /** The camera's id in Android, as in {@link Settings#lens}. */
    public final String id;
    public final Side side;
    /** Focal length as on 35 mm film, in millimetres; 0 if not known. */
    public final int focalMm;

    public Lens(String id, Side side, int focalMm) {
        this.id = id;
        this.side = side;
        this.focalMm = focalMm;
    }
}
