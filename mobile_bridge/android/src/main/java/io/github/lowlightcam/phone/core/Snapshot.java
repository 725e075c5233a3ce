package io.github.lowlightcam.phone.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** All that there is to show, at one moment. Immutable. A number that is not known is NaN. */
public final class Snapshot {
    public static final Snapshot EMPTY = new Snapshot(new Builder());

    public final State state;
    /** What belongs to the state (see there); '' for nothing. */
    public final String argument;
    /** Seconds until it is tried again by itself; 0 if it is not, or at once. */
    public final int retrySeconds;
    /** The paired computer's name; '' if none is known. */
    public final String desktop;
    public final Settings settings;

    public final List<Lens> lenses;
    /** Id of the lens in use; '' while the camera is off. */
    public final String lens;
    public final Abilities abilities;
    public final boolean torch;

    /** The size of the picture as it is sent and shown, upright; 0 while the camera is off. */
    public final int width;
    public final int height;
    /** Pictures in the last second. */
    public final float fps;
    /** What a frame takes on the thread that draws, in milliseconds. */
    public final float frameMs;
    /** What a frame takes on the GPU, in milliseconds. */
    public final float gpuMs;
    /** From the drawn picture to its coded one, in milliseconds. */
    public final float encodeMs;
    /** The encoder's bitrate. */
    public final int bps;
    /** To the computer and back, in milliseconds. */
    public final float rttMs;
    /** From capture to the computer's program, in milliseconds, as the computer says. */
    public final float delayMs;
    /** Pictures that were dropped since the service began. */
    public final long dropped;
    /** By how much the picture is brightened, 0 to 1. */
    public final float amount;
    /** Whether the phone brightens the pictures that it sends. */
    public final boolean enhanced;
    /** What runs the network: "gles", or "none" (then the computer). */
    public final String accelerator;
    /** What is done otherwise than the settings have it, in words of the engine; '' for nothing. */
    public final String note;

    /** 0 to 1. */
    public final float battery;
    public final boolean charging;
    public final HeatLevel heat;
    /** Whether size or rate are lower now than they were asked for, because of the heat. */
    public final boolean slowed;

    private Snapshot(Builder from) {
        state = from.state;
        argument = from.argument;
        retrySeconds = from.retrySeconds;
        desktop = from.desktop;
        settings = from.settings;
        lenses = Collections.unmodifiableList(new ArrayList<Lens>(from.lenses));
        lens = from.lens;
        abilities = from.abilities;
        torch = from.torch;
        width = from.width;
        height = from.height;
        fps = from.fps;
        frameMs = from.frameMs;
        gpuMs = from.gpuMs;
        encodeMs = from.encodeMs;
        bps = from.bps;
        rttMs = from.rttMs;
        delayMs = from.delayMs;
        dropped = from.dropped;
        amount = from.amount;
        enhanced = from.enhanced;
        accelerator = from.accelerator;
        note = from.note;
        battery = from.battery;
        charging = from.charging;
        heat = from.heat;
        slowed = from.slowed;
    }

    /** A snapshot in the making. */
    public static final class Builder {
        public State state = State.CONNECTING;
        public String argument = "";
        public int retrySeconds;
        public String desktop = "";
        public Settings settings = Settings.DEFAULTS;
        public List<Lens> lenses = Collections.emptyList();
        public String lens = "";
        public Abilities abilities = Abilities.NONE;
        public boolean torch;
        public int width;
        public int height;
        public float fps = Float.NaN;
        public float frameMs = Float.NaN;
        public float gpuMs = Float.NaN;
        public float encodeMs = Float.NaN;
        public int bps;
        public float rttMs = Float.NaN;
        public float delayMs = Float.NaN;
        public long dropped;
        public float amount;
        public boolean enhanced;
        public String accelerator = "none";
        public String note = "";
        public float battery = Float.NaN;
        public boolean charging;
        public HeatLevel heat = HeatLevel.NONE;
        public boolean slowed;

        public Snapshot build() {
            return new Snapshot(this);
        }
    }
}
