package io.github.lowlightcam.phone.core;

/** How the camera's picture is drawn, and coded. Immutable. */
public final class PicturePlan {
    public static final PicturePlan NONE = new PicturePlan(0, 0, 0, 0);

    /** Upright, both even. */
    public final int width;
    public final int height;
    /** Pictures a second, at most. */
    public final int fps;
    /** Clockwise, after the picture is upright and not mirrored for the phone's natural position. */
    public final int quarterTurns;

    PicturePlan(int width, int height, int fps, int quarterTurns) {
        this.width = width;
        this.height = height;
        this.fps = fps;
        this.quarterTurns = quarterTurns;
    }

    /** A picture that is upright as it is. */
    public static PicturePlan upright(int width, int height, int fps) {
        return new PicturePlan(width, height, fps, 0);
    }

    /** The picture of this camera, on a phone that is held so. */
    static PicturePlan of(OpenCamera camera, int deviceDegrees) {
        int turns = Orientation.quarterTurns(deviceDegrees, camera.isFront);
        boolean swaps = Orientation.swaps(camera.sensorDegrees, turns);
        int width = (swaps ? camera.height : camera.width) & ~1; // H.264 has one colour for 2 x 2 pixels
        int height = (swaps ? camera.width : camera.height) & ~1;
        return new PicturePlan(width, height, camera.fps, turns);
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof PicturePlan)) return false;
        PicturePlan that = (PicturePlan) other;
        return width == that.width && height == that.height && fps == that.fps && quarterTurns == that.quarterTurns;
    }

    @Override
    public int hashCode() {
        return (width * 31 + height) * 31 + fps * 4 + quarterTurns;
    }
}
