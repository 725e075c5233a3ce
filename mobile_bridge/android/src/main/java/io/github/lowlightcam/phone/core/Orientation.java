package io.github.lowlightcam.phone.core;

/** How the phone is held, and how the camera's picture is turned to be upright. */
public final class Orientation {
    /** Only so near to a side it counts as turned to it: 45 degrees would flicker. */
    private static final int NEAR = 30;

    private int degrees;

    /** How far the phone is turned clockwise from its natural position: 0, 90, 180 or 270. */
    public int degrees() {
        return degrees;
    }

    /**
     * The sensor's word.
     *
     * @param angle in degrees, clockwise from the natural position; negative if it lies flat
     * @return whether the phone is turned to another side now
     */
    public boolean turn(int angle) {
        if (angle < 0) return false;
        int side = (angle + 45) / 90 * 90 % 360;
        int off = Math.abs(angle - (angle + 45) / 90 * 90);
        if (off > NEAR || side == degrees) return false;
        degrees = side;
        return true;
    }

    /**
     * Clockwise quarter turns that make the picture upright, which is upright and not mirrored while the phone is in
     * its natural position. A front camera looks the other way, so it turns the other way.
     */
    public static int quarterTurns(int deviceDegrees, boolean isFront) {
        int turns = deviceDegrees / 90;
        return isFront ? (4 - turns) % 4 : turns;
    }

    /** Whether a sensor's picture is upright on its side: width and height change places. */
    public static boolean swaps(int sensorDegrees, int quarterTurns) {
        return (sensorDegrees / 90 + quarterTurns) % 2 != 0;
    }
}
