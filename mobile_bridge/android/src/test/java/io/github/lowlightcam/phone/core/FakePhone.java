package io.github.lowlightcam.phone.core;

import static org.junit.Assert.assertTrue;

import io.github.lowlightcam.phone.net.Identity;
import java.util.Arrays;

/** The phone's permissions, heat and memory. */
final class FakePhone implements PhonePort {
    static final Identity PAIRED = new Identity("p1", "s1", "Desk", Arrays.asList("10.0.0.2"), 8443,
        new byte[32], new byte[32]);

    boolean mayUseCamera = true;
    boolean mayUseNetwork = true;
    boolean tellsHeat = true;
    HeatLevel heat = HeatLevel.NONE;
    float headroom = Float.NaN;
    float battery = 0.5f;
    boolean isCharging;
    boolean isAwake;
    Identity identity = PAIRED;
    Settings settings = Settings.DEFAULTS;

    @Override
    public boolean mayUseCamera() {
        return mayUseCamera;
    }

    @Override
    public boolean mayUseNetwork() {
        return mayUseNetwork;
    }

    @Override
    public boolean tellsHeat() {
        return tellsHeat;
    }

    @Override
    public HeatLevel heat() {
        return heat;
    }

    @Override
    public float headroom() {
        return headroom;
    }

    @Override
    public float battery() {
        return battery;
    }

    @Override
    public boolean isCharging() {
        return isCharging;
    }

    @Override
    public void keepAwake(boolean next) {
        assertTrue("awake twice, or asleep", next != isAwake);
        isAwake = next;
    }

    @Override
    public Identity identity() {
        return identity;
    }

    @Override
    public void keep(Identity kept) {
        identity = kept;
    }

    @Override
    public Settings settings() {
        return settings;
    }

    @Override
    public void keep(Settings kept) {
        settings = kept;
    }
}
