package io.github.lowlightcam.phone.core;

/** How warm the phone is; the levels of Android's PowerManager.THERMAL_STATUS, in their order. */
public enum HeatLevel {
    NONE, LIGHT, MODERATE, SEVERE, CRITICAL, EMERGENCY, SHUTDOWN;

    /** Of Android's number; one that is not known counts as NONE. */
    public static HeatLevel of(int status) {
        return status >= 0 && status < values().length ? values()[status] : NONE;
    }
}
