package io.github.lowlightcam.phone.core;

import io.github.lowlightcam.phone.net.Identity;
import io.github.lowlightcam.phone.net.Invitation;
import io.github.lowlightcam.phone.net.Link;
import org.json.JSONObject;

/**
 * What goes on in the app: it hears of everything that happens, and keeps camera, encoder and connection as they are to be.
 * Each event changes what is known; then {@link #settle} brings the parts towards what follows from it. So no order of
 * events is special. On the main thread only.
 */
public final class Machine implements CameraPort.Listener, EncoderPort.Listener, LinkPort.Listener {
    /** Told whenever something may be other than it was. */
    public interface Listener {
        void onSnapshot(Snapshot snapshot);
    }

    /** The camera stays on for so long without need, while the picture is shown here, and while not. */
    static final long REST_SHOWN_MS = 180000;
    static final long REST_HIDDEN_MS = 30000;
    /** The phone is kept awake for so long without the computer. */
    static final long AWAKE_MS = 180000;

    final PhonePort phone;
    final CameraKeeper camera;
    final EncoderKeeper encoder;
    final LinkKeeper link;
    final HeatGovernor heat = new HeatGovernor();
    final Orientation orientation = new Orientation();
    final LinkPort linkPort;
    final CameraPort cameraPort;

    private final EncoderPort encoderPort;
    private final Clock clock;
    private final Listener listener;
    private final Darkness darkness = new Darkness();
    private final Slowness slowness = new Slowness();
    private Settings settings;
    private Want want = Want.NOTHING;
    private Figures figures = new Figures();
    private PicturePlan drawn = PicturePlan.NONE;
    private JSONObject ping = new JSONObject();
    private String report = "";
    private boolean isRunning;
    private boolean isShown;
    private boolean isScanning;
    private boolean isTesting;
    private boolean isAwake;
    private boolean torch;
    private long neededMs = Long.MIN_VALUE / 2;
    private long openMs = Long.MIN_VALUE / 2;

    public Machine(CameraPort camera, EncoderPort encoder, LinkPort link, PhonePort phone, Clock clock, Listener listener) {
        this.phone = phone;
        this.clock = clock;
        this.listener = listener;
        cameraPort = camera;
        encoderPort = encoder;
        linkPort = link;
        this.camera = new CameraKeeper(camera, clock);
        this.encoder = new EncoderKeeper(encoder, clock);
        this.link = new LinkKeeper(link, phone, clock);
        settings = phone.settings();
    }

    // ---------------------------------------------------------------- the person

    /** Begin, or begin again, and try now what would be tried later. */
    public void start() {
        isRunning = true;
        neededMs = clock.nowMs();
        camera.retry();
        encoder.retry();
        if (!link.isOpen()) link.retry();
        settle();
    }

    public void stop() {
        isRunning = false;
        isScanning = false;
        torch = false;
        want = want.withoutFrames();
        link.leave();
        settle();
    }

    public void pair(Invitation invitation) {
        isRunning = true;
        neededMs = clock.nowMs();
        want = want.withoutFrames();
        link.pair(invitation);
        settle();
    }

    public void forget() {
        want = want.withoutFrames();
        link.forget();
        settle();
    }

    public void change(Settings changed) {
        boolean isOtherLook = !Messages.look(changed).toString().equals(Messages.look(settings).toString());
        if (!changed.lens.equals(settings.lens)) {
            torch = false;
            camera.retry();
        }
        keep(changed);
        if (isOtherLook) link.send("look", Messages.look(settings));
        settle();
    }

    public void torch(boolean isOn) {
        torch = isOn;
        settle();
    }

    /** The picture is shown on this phone, or no longer. */
    public void show(boolean isSeen) {
        if (isSeen && !isShown) neededMs = clock.nowMs();
        isShown = isSeen;
        settle();
    }

    public void scan(boolean isOn) {
        isScanning = isOn;
        settle();
    }

    /** The self-test has the phone to itself. */
    public void test(boolean isOn) {
        isTesting = isOn;
        settle();
    }

    /** Tell the computer what this phone is and can, now and whenever it is there again. */
    public void report(String text) {
        report = text;
        tellReport();
    }

    public void permissionsChanged() {
        settle();
    }

    // ---------------------------------------------------------------- the computer

    @Override
    public void onLink(Link.State state, String reason) {
        boolean wasOpen = link.isOpen();
        link.onState(state, reason);
        if (wasOpen && !link.isOpen()) {
            neededMs = openMs = clock.nowMs();
            want = want.withoutFrames();
            ping = new JSONObject();
        }
        if (link.isOpen() && !wasOpen) {
            encoder.retry();
            tellReport();
        }
        settle();
    }

    @Override
    public void onWelcome(JSONObject welcome, Identity identity) {
        if (!isRunning || !link.onWelcome(identity)) return;
        hearWant(welcome.optJSONObject("want"));
        hearLook(welcome.optJSONObject("look"));
        settle();
    }

    @Override
    public void onMessage(JSONObject message) {
        link.onMessage(message);
        switch (message.optString("type")) {
            case "want":
                hearWant(message);
                break;
            case "look":
                hearLook(message);
                break;
            case "key":
                encoderPort.key();
                break;
            case "bitrate":
                if (message.optDouble("bps") > 0) encoderPort.cap(message.optDouble("bps"));
                break;
            case "ping":
                ping = message;
                break;
            default: // something newer than this app
        }
        settle();
    }

    @Override
    public void onNetwork() {
        if (isRunning && link.state() == Link.State.GONE) link.retry();
        settle();
    }

    @Override
    public void onFound(String host, int port) {
        link.onFound(host, port);
    }

    // ---------------------------------------------------------------- the phone

    @Override
    public void onCameraOpened(int turn, OpenCamera opened) {
        camera.onOpened(turn, opened);
        slowness.restart();
        settle();
    }

    @Override
    public void onCameraFailed(int turn, CameraProblem problem, String words) {
        camera.onFailed(turn, problem, words, cameraPlan());
        settle();
    }

    @Override
    public void onCameraClosed(int turn) {
        camera.onClosed(turn, cameraPlan());
        settle();
    }

    @Override
    public void onCameraFree() {
        camera.retry();
        settle();
    }

    @Override
    public void onPictureLost() {
        camera.reopen();
        settle();
    }

    @Override
    public void onEncoderFailed(int turn, String words) {
        encoder.onFailed(turn, words);
        settle();
    }

    /** @param angle in degrees, clockwise from the phone's natural position; negative if it lies flat */
    public void onTurned(int angle) {
        if (orientation.turn(angle)) settle();
    }

    /** To be called once a second. */
    public void tick() {
        figures = encoderPort.turn();
        slowness.look(figures.frameMs);
        heat.look(phone.heat(), phone.headroom(), slowness.isSlow(), clock.nowMs());
        darkness.look(figures.amount);
        camera.guard(figures.seen);
        encoder.guard(figures.given, figures.coded);
        if (isRunning) link.find();
        if (link.isOpen()) link.send("stats", Messages.stats(figures, phone, heat.isLimiting()));
        settle();
    }

    // ---------------------------------------------------------------- what follows

    private void settle() {
        link.settle(isRunning);
        if (isLive()) neededMs = clock.nowMs();
        if (link.isOpen()) openMs = clock.nowMs();
        camera.settle(cameraPlan());
        PicturePlan picture = camera.phase() == CameraKeeper.Phase.ON
            ? PicturePlan.of(camera.open(), orientation.degrees()) : PicturePlan.NONE;
        if (!picture.equals(drawn) && !picture.equals(PicturePlan.NONE)) encoderPort.draw(picture);
        drawn = picture;
        encoder.settle(isLive() && !isScanning ? picture : PicturePlan.NONE);
        stayAwake(isRunning && link.isPaired() && !link.isRefused() && clock.nowMs() - openMs < AWAKE_MS);
        listener.onSnapshot(snapshot());
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

    boolean isRunning() {
        return isRunning;
    }

    boolean isScanning() {
        return isScanning;
    }

    boolean isTorchOn() {
        return torch && camera.open().abilities.torch;
    }

    Settings settings() {
        return settings;
    }

    Figures figures() {
        return figures;
    }

    JSONObject ping() {
        return ping;
    }

    PicturePlan drawn() {
        return drawn;
    }

    /** All that there is to show. */
    public Snapshot snapshot() {
        return Snapshots.of(this);
    }

    private boolean isNeeded() {
        return isLive() || clock.nowMs() - neededMs < (isShown ? REST_SHOWN_MS : REST_HIDDEN_MS);
    }

    private void hearWant(JSONObject fields) {
        if (fields == null) return;
        if (want.frames) neededMs = clock.nowMs();
        want = want.with(fields);
        if (want.frames) encoderPort.key();
    }

    private void hearLook(JSONObject fields) {
        if (fields != null) keep(Messages.heard(settings, fields));
    }

    private void keep(Settings changed) {
        if (changed.equals(settings)) return;
        settings = changed;
        phone.keep(settings);
    }

    private void tellReport() {
        if (!report.isEmpty()) link.send("report", Messages.report(report));
    }

    private void stayAwake(boolean next) {
        if (next == isAwake) return;
        isAwake = next;
        phone.keepAwake(isAwake);
    }
}
