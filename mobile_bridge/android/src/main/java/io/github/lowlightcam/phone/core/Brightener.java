package io.github.lowlightcam.phone.core;

/** Who brightens the picture. */
public enum Brightener {
    /** The app's network on the phone's GPU; the computer where the GPU cannot. */
    OURS,
    /** Android's Low Light Boost, in cameras that have it; else the same as OURS. */
    ANDROID,
    /** Nobody on the phone: the computer does as its own settings say. */
    NONE
}
