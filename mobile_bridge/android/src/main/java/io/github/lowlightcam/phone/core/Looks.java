package io.github.lowlightcam.phone.core;

import io.github.lowlightcam.phone.gl.Look;

/** What the settings mean for the picture. */
public final class Looks {
    private Looks() {}

    /** What the GPU is to do. */
    public static Look of(Settings settings, Abilities abilities) {
        boolean isOurs = settings.brightener == Brightener.OURS
            || settings.brightener == Brightener.ANDROID && !abilities.lowLightBoost;
        return new Look(isOurs ? settings.mode : Look.OFF, settings.strength, settings.denoise, settings.mirror);
    }

    /** Whether Android brightens: then nobody else is to do it again. */
    public static boolean isByAndroid(Settings settings, Abilities abilities) {
        return settings.brightener == Brightener.ANDROID && abilities.lowLightBoost
            && !settings.mode.equals(Settings.OFF);
    }
}
