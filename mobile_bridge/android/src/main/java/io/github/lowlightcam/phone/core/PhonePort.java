package io.github.lowlightcam.phone.core;

import io.github.lowlightcam.phone.net.Identity;

/** The phone itself. Called on the main thread. */
public interface PhonePort {
    boolean mayUseCamera();

    /** Whether the app may speak to devices in the local network. */
    boolean mayUseNetwork();

    /** Whether it says how warm it is. */
    boolean tellsHeat();

    HeatLevel heat();

    /** Forecast of the heat, 1 where severe throttling begins; NaN if not known. */
    float headroom();

    /** 0 to 1; NaN if not known. */
    float battery();

    boolean isCharging();

    /** Keep processor and Wi-Fi awake with the screen off, or let them sleep. */
    void keepAwake(boolean isAwake);

    Identity identity();

    void keep(Identity identity);

    Settings settings();

    void keep(Settings settings);
}
