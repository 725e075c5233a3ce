package io.github.lowlightcam.phone.core;

import org.json.JSONObject;

/**
 * What is known, and what follows from it for camera, encoder and connection. See {@link Machine}, which changes it.
 */
final class Situation {
    /** The camera stays on for so long without need, while the picture is shown here, and while not. */
    static final long REST_SHOWN_MS = 180000;
    static final long REST_HIDDEN_MS = 30000;
    /** The phone is kept awake for so long without the computer. */
    static final long AWAKE_MS = 180000;

    private static final long LONG_AGO_MS = Long.MIN_VALUE / 2;

    final PhonePort phone;
    final CameraPort cameraPort;
    final EncoderPort encoderPort;
    final LinkPort linkPort;
    final CameraKeeper camera;
    final EncoderKeeper encoder;
    final LinkKeeper link;
    final HeatGovernor heat = new HeatGovernor();
    final Darkness darkness = new Darkness();
    final Slowness slowness = new Slowness();
    final Orientation orientation = new Orientation();
    final Clock clock;
    Settings settings;
    Want want = Want.NOTHING;
    Figures figures = new Figures();
    JSONObject ping = new JSONObject();
    boolean isRunning;
    boolean isShown;
    boolean isScanning;
    boolean isTesting;
    boolean torch;
    /** When somebody last had use for the camera, and when the computer was last there. */
    private long neededMs = LONG_AGO_MS;
    private long openMs = LONG_AGO_MS;
    private PicturePlan drawn = PicturePlan.NONE;
    private boolean isAwake;

    Situation(CameraPort cameraPort, EncoderPort encoderPort, LinkPort linkPort, PhonePort phone, Clock clock) {
        this.cameraPort = cameraPort;
        this.encoderPort = encoderPort;
        this.linkPort = linkPort;
        this.phone = phone;
        this.clock = clock;
        camera = new CameraKeeper(cameraPort, clock);
        encoder = new EncoderKeeper(encoderPort, clock);
        link = new LinkKeeper(linkPort, phone, clock);
        settings = phone.settings();
    }

    /** Bring everything towards what follows. */
    void settle() {
        link.settle(isRunning);
        if (isLive()) need();
        if (link.isOpen()) openMs = clock.nowMs();
        camera.settle(cameraPlan());
        PicturePlan picture = camera.phase() == CameraKeeper.Phase.ON
            ? PicturePlan.of(camera.open(), orientation.degrees()) : PicturePlan.NONE;
        if (!picture.equals(drawn) && !picture.equals(PicturePlan.NONE)) encoderPort.draw(picture);
        drawn = picture;
        encoder.settle(isLive() && !isScanning ? picture : PicturePlan.NONE);
        stayAwake(isRunning && link.isPaired() && !link.isRefused() && clock.nowMs() - openMs < AWAKE_MS);
    }

    /** What is wanted of the camera now. */
    CameraPlan cameraPlan() {
        if (!isRunning || isTesting || heat.isOff() || !phone.mayUseCamera()) return CameraPlan.OFF;
        if (isScanning) return Plans.scan(torch);
        if (!link.isPaired() || link.isRefused() || !isNeeded()) return CameraPlan.OFF;
        return Plans.of(settings, want, darkness.isDark(), torch, heat);
    }

    /** Whether pictures go to the computer, as far as it is about that. */
    boolean isLive() {
        return isRunning && !isTesting && link.isOpen() && want.frames;
    }

    /** Whether it is worth some power to be connected. */
    boolean isInUse() {
        return isRunning && (isShown || isAwake);
    }

    boolean isTorchOn() {
        return torch && camera.open().abilities.torch;
    }

    /** How the camera's picture is drawn; NONE while there is none. */
    PicturePlan drawn() {
        return drawn;
    }

    /** Somebody has use for the camera, or had it until now. */
    void need() {
        neededMs = clock.nowMs();
    }

    void hearWant(JSONObject fields) {
        if (want.frames) need();
        want = want.with(fields);
        if (want.frames) encoderPort.key();
    }

    void keep(Settings changed) {
        if (changed.equals(settings)) return;
        settings = changed;
        phone.keep(settings);
    }

    private boolean isNeeded() {
        return isLive() || clock.nowMs() - neededMs < (isShown ? REST_SHOWN_MS : REST_HIDDEN_MS);
    }

    private void stayAwake(boolean next) {
        if (next == isAwake) return;
        isAwake = next;
        phone.keepAwake(isAwake);
    }
}
