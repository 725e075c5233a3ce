package io.github.lowlightcam.phone.core;

import io.github.lowlightcam.phone.net.Identity;
import io.github.lowlightcam.phone.net.Invitation;
import io.github.lowlightcam.phone.net.Link;
import org.json.JSONObject;

/**
 * What goes on in the app: it hears of everything that happens, and keeps camera, encoder and connection as they are
 * to be. Each event changes what is known; then the {@link Situation} is brought towards what follows from it. So no
 * order of events is special. On the main thread only.
 */
public final class Machine implements CameraPort.Listener, EncoderPort.Listener, LinkPort.Listener {
    /** Told whenever something may be other than it was. */
    public interface Listener {
        void onSnapshot(Snapshot snapshot);
    }

    final Situation now;

    private final Listener listener;
    private String report = "";

    public Machine(CameraPort camera, EncoderPort encoder, LinkPort link, PhonePort phone, Clock clock,
                   Listener listener) {
        now = new Situation(camera, encoder, link, phone, clock);
        this.listener = listener;
    }

    // ---------------------------------------------------------------- the person

    /** Begin, or begin again, and try now what would be tried later. */
    public void start() {
        now.isRunning = true;
        now.need();
        now.camera.retry();
        now.encoder.retry();
        if (!now.link.isOpen()) now.link.retry();
        settle();
    }

    public void stop() {
        now.isRunning = false;
        now.isScanning = false;
        now.torch = false;
        now.link.leave();
        settle();
    }

    public void pair(Invitation invitation) {
        now.isRunning = true;
        now.need();
        now.link.pair(invitation);
        settle();
    }

    public void forget() {
        now.link.forget();
        settle();
    }

    public void change(Settings changed) {
        boolean isOtherLook = !Messages.look(changed).toString().equals(Messages.look(now.settings).toString());
        if (!changed.lens.equals(now.settings.lens)) {
            now.torch = false;
            now.camera.retry();
        }
        now.keep(changed);
        if (isOtherLook) now.link.send("look", Messages.look(now.settings));
        settle();
    }

    public void torch(boolean isOn) {
        now.torch = isOn;
        settle();
    }

    /** The picture is shown on this phone, or no longer. */
    public void show(boolean isSeen) {
        if (isSeen && !now.isShown) now.need();
        now.isShown = isSeen;
        settle();
    }

    public void scan(boolean isOn) {
        now.isScanning = isOn;
        settle();
    }

    /** The self-test has the phone to itself. */
    public void test(boolean isOn) {
        now.isTesting = isOn;
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
        boolean wasOpen = now.link.isOpen();
        now.link.onState(state, reason);
        if (wasOpen && !now.link.isOpen()) {
            now.need();
            now.ping = new JSONObject();
        }
        if (now.link.isOpen() && !wasOpen) {
            now.encoder.retry();
            tellReport();
        }
        settle();
    }

    @Override
    public void onWelcome(JSONObject welcome, Identity identity) {
        if (!now.isRunning || !now.link.onWelcome(identity)) return;
        JSONObject want = welcome.optJSONObject("want");
        JSONObject look = welcome.optJSONObject("look");
        if (want != null) now.hearWant(want);
        if (look != null) now.keep(Messages.heard(now.settings, look));
        settle();
    }

    @Override
    public void onMessage(JSONObject message) {
        now.link.onMessage(message);
        switch (message.optString("type")) {
            case "want":
                now.hearWant(message);
                break;
            case "look":
                now.keep(Messages.heard(now.settings, message));
                break;
            case "key":
                now.encoderPort.key();
                break;
            case "bitrate":
                if (message.optDouble("bps") > 0) now.encoderPort.cap(message.optDouble("bps"));
                break;
            case "ping":
                now.ping = message;
                break;
            default: // something newer than this app
        }
        settle();
    }

    @Override
    public void onNetwork() {
        if (now.isRunning && now.link.state() == Link.State.GONE) now.link.retry();
        settle();
    }

    @Override
    public void onFound(String host, int port) {
        now.link.onFound(host, port);
    }

    // ---------------------------------------------------------------- the phone

    @Override
    public void onCameraOpened(int turn, OpenCamera opened) {
        now.camera.onOpened(turn, opened);
        now.slowness.restart();
        settle();
    }

    @Override
    public void onCameraFailed(int turn, CameraProblem problem, String words) {
        now.camera.onFailed(turn, problem, words, now.cameraPlan());
        settle();
    }

    @Override
    public void onCameraClosed(int turn) {
        now.camera.onClosed(turn, now.cameraPlan());
        settle();
    }

    @Override
    public void onCameraFree() {
        now.camera.retrySoon();
        settle();
    }

    @Override
    public void onPictureLost() {
        now.camera.reopen();
        settle();
    }

    @Override
    public void onEncoderFailed(int turn, String words) {
        now.encoder.onFailed(turn, words);
        settle();
    }

    /** @param angle in degrees, clockwise from the phone's natural position; negative if it lies flat */
    public void onTurned(int angle) {
        if (now.orientation.turn(angle)) settle();
    }

    /** To be called once a second. */
    public void tick() {
        Figures figures = now.encoderPort.turn();
        now.figures = figures;
        now.slowness.look(figures.frameMs);
        boolean seemsHot = !now.phone.tellsHeat() && now.slowness.isSlow();
        now.heat.look(now.phone.heat(), now.phone.headroom(), seemsHot, now.clock.nowMs());
        now.darkness.look(figures.amount);
        now.camera.guard(figures.seen);
        now.encoder.guard(figures.given, figures.coded);
        now.link.find(now.isInUse());
        if (now.link.isOpen()) now.link.send("stats", Messages.stats(figures, now.phone, now.heat.isLimiting()));
        settle();
    }

    /** All that there is to show. */
    public Snapshot snapshot() {
        return Snapshots.of(now);
    }

    private void settle() {
        now.settle();
        listener.onSnapshot(snapshot());
    }

    private void tellReport() {
        if (!report.isEmpty()) now.link.send("report", Messages.report(report));
    }
}
