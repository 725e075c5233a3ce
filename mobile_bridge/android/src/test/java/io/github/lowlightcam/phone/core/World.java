package io.github.lowlightcam.phone.core;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.github.lowlightcam.phone.net.Invitation;
import io.github.lowlightcam.phone.net.Link;
import org.json.JSONException;
import org.json.JSONObject;

/** A machine among fakes: a phone, its cameras, its encoder and a computer, to which anything may happen. */
final class World implements Clock, Machine.Listener {
    static final String CODE = "lowlightcam://pair?h=10.0.0.2&p=8443&t=abcdefgh&f=" + repeat("A", 43);

    long nowMs = 1000000;
    final FakeCamera camera = new FakeCamera(this);
    final FakeEncoder encoder = new FakeEncoder(this);
    final FakeLink wire = new FakeLink(this);
    final FakePhone phone = new FakePhone();
    final Machine machine = new Machine(camera, encoder, wire, phone, this, this);
    Snapshot seen = machine.snapshot();
    /** As the machine was told. */
    boolean isRunning;
    boolean isScanning;
    boolean isTesting;

    @Override
    public long nowMs() {
        return nowMs;
    }

    @Override
    public void onSnapshot(Snapshot snapshot) {
        seen = snapshot;
    }

    void start() {
        isRunning = true;
        machine.start();
    }

    /** Start, and have the picture watched. */
    void live() {
        machine.show(true);
        start();
        answer();
        wire.want(true);
        answer();
        assertEquals(State.LIVE, seen.state);
    }

    void stop() {
        isRunning = false;
        isScanning = false;
        machine.stop();
    }

    void pair() {
        isRunning = true;
        machine.pair(Invitation.parse(CODE));
    }

    void scan(boolean isOn) {
        isScanning = isOn;
        machine.scan(isOn);
    }

    void test(boolean isOn) {
        isTesting = isOn;
        machine.test(isOn);
    }

    void permit(boolean isAllowed) {
        phone.mayUseCamera = isAllowed;
        machine.permissionsChanged();
    }

    /** Another lens or size than now. */
    void change(String what) {
        Settings settings = phone.settings;
        boolean isLens = what.equals("lens");
        Settings.Builder changed = settings.change();
        if (isLens) changed.lens(settings.lens.equals(Settings.FRONT) ? Settings.REAR : Settings.FRONT);
        else changed.size(settings.size.equals("640x360") ? Settings.AUTO : "640x360");
        machine.change(changed.build());
    }

    /** Time passes; what is on its way arrives. */
    void pass(int seconds) {
        for (int second = 0; second < seconds; second++) {
            nowMs += 1000;
            answer();
            machine.tick();
            answer();
        }
    }

    void answer() {
        camera.answer();
        wire.answer();
    }

    /** Nothing stands in the way any more, and the computer wants pictures. */
    void heal() {
        camera.isTaken = camera.isMute = camera.isStill = false;
        encoder.isBroken = encoder.isSilent = false;
        phone.mayUseCamera = phone.mayUseNetwork = true;
        phone.heat = HeatLevel.NONE;
        wire.refusal = "";
        wire.isThere = wire.wantsPictures = true;
        scan(false);
        test(false);
        start();
        answer();
        if (seen.state == State.UNPAIRED || seen.state == State.FORGOTTEN) pair();
        pass(2);
        wire.want(true);
    }

    /** What must be so at any time. */
    void check() {
        boolean isWatched = wire.state == Link.State.OPEN && wire.wantsPictures;
        boolean isSending = isRunning && isWatched && !isTesting && !isScanning;
        if (encoder.isOn) {
            assertTrue("coded for nobody", isSending);
            assertTrue("coded without a camera", camera.isHeld);
        }
        boolean isWanted = isScanning || phone.identity.isPaired() || wire.isPairing;
        boolean mayHold = isRunning && !isTesting && phone.mayUseCamera && !machine.now.heat.isOff() && isWanted;
        assertTrue("the camera is held for nothing", mayHold || !camera.isHeld || camera.isClosing);
        if (!isRunning) {
            assertFalse("awake for nothing", phone.isAwake);
            assertEquals(State.STOPPED, seen.state);
        }
        if (seen.state == State.LIVE) assertTrue("not live", encoder.isOn && camera.isHeld && !camera.isClosing);
        if (camera.isHeld && !camera.isClosing && camera.isAnswered) assertEquals(camera.lensId(), seen.lens);
    }

    private static String repeat(String text, int times) {
        StringBuilder made = new StringBuilder();
        for (int each = 0; each < times; each++) made.append(text);
        return made.toString();
    }

    /** A message of the computer: a type, then names and values; a value in braces is an object. */
    static JSONObject message(String type, Object... rest) {
        try {
            JSONObject made = new JSONObject().put("type", type);
            for (int at = 0; at < rest.length; at += 2) {
                made.put((String) rest[at], rest[at + 1].equals("{}") ? new JSONObject() : rest[at + 1]);
            }
            return made;
        } catch (JSONException e) {
            throw new AssertionError(e);
        }
    }
}
