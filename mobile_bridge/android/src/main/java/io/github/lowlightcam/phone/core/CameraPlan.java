package io.github.lowlightcam.phone.core;

import java.util.Arrays;

/** What is asked of the camera. Immutable. */
public final class CameraPlan {
    /** No camera at all. */
    public static final CameraPlan OFF = new CameraPlan(new Builder());

    /** {@link Settings#FRONT}, {@link Settings#REAR} or a {@link Lens#id}; empty for no camera. */
    public final String lens;
    /** The size that comes nearest is taken, lying. */
    public final int width;
    public final int height;
    /** Pictures a second. */
    public final int fps;
    /** Whether the rate may fall so that each picture is exposed for longer. */
    public final boolean isDark;
    public final boolean torch;
    /** Ratio. */
    public final float zoom;
    /** In EV. */
    public final float exposure;
    /** Whether Android brightens, where the camera can. */
    public final boolean lowLightBoost;
    /** Whether a scanner of codes is given the brightness as well. */
    public final boolean scan;

    private CameraPlan(Builder from) {
        lens = from.lens;
        width = from.width;
        height = from.height;
        fps = from.fps;
        isDark = from.isDark;
        torch = from.torch;
        zoom = from.zoom;
        exposure = from.exposure;
        lowLightBoost = from.lowLightBoost;
        scan = from.scan;
    }

    public boolean isOff() {
        return lens.isEmpty();
    }

    /** Whether a camera that was opened for this can do the other without being closed. */
    public boolean isOfSameCamera(CameraPlan other) {
        return lens.equals(other.lens) && scan == other.scan && width == other.width && height == other.height;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CameraPlan && Arrays.equals(all(), ((CameraPlan) other).all());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(all());
    }

    private Object[] all() {
        return new Object[] {lens, width, height, fps, isDark, torch, zoom, exposure, lowLightBoost, scan};
    }

    /** A plan in the making. */
    static final class Builder {
        String lens = "";
        int width;
        int height;
        int fps;
        boolean isDark;
        boolean torch;
        float zoom = 1;
        float exposure;
        boolean lowLightBoost;
        boolean scan;

        CameraPlan build() {
            return new CameraPlan(this);
        }
    }
}
