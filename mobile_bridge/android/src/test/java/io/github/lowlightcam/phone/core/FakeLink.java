package io.github.lowlightcam.phone.core;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.github.lowlightcam.phone.net.Identity;
import io.github.lowlightcam.phone.net.Invitation;
import io.github.lowlightcam.phone.net.Link;
import java.util.ArrayList;
import java.util.List;
import org.json.JSONObject;

/** The link and the computer at its other end. */
final class FakeLink implements LinkPort {
    Link.State state = Link.State.IDLE;
    boolean isThere = true;
    boolean wantsPictures;
    boolean isPairing;
    boolean isFinding;
    Identity identity = Identity.NONE;
    /** Why the computer does not let this phone in; '' if it does. */
    String refusal = "";
    private boolean hasLeft;
    final List<String> sent = new ArrayList<String>();
    final List<JSONObject> fields = new ArrayList<JSONObject>();

    private final World world;

    FakeLink(World world) {
        this.world = world;
    }

    @Override
    public void pair(Invitation invitation) {
        isPairing = true;
        state = Link.State.CONNECTING;
    }

    @Override
    public void connect(Identity next) {
        assertTrue("connected to nobody", next.isPaired());
        identity = next;
        isPairing = false;
        state = Link.State.CONNECTING;
    }

    @Override
    public void retry() {
        state = Link.State.CONNECTING;
    }

    @Override
    public void leave() {
        isPairing = false;
        state = Link.State.IDLE;
        hasLeft = true;
    }

    @Override
    public void send(String type, JSONObject message) {
        if (state != Link.State.OPEN) return;
        sent.add(type);
        fields.add(message);
    }

    @Override
    public long nextTryMs() {
        return state == Link.State.GONE ? 500 : 0;
    }

    @Override
    public void find() {
        assertFalse(isFinding);
        isFinding = true;
    }

    @Override
    public void stopFinding() {
        assertTrue(isFinding);
        isFinding = false;
    }

    void answer() {
        if (hasLeft) {
            hasLeft = false;
            if (state == Link.State.IDLE) world.machine.onLink(state, "");
        }
        if (state != Link.State.CONNECTING && state != Link.State.GONE) return;
        world.machine.onLink(Link.State.CONNECTING, "");
        if (!isThere) {
            become(Link.State.GONE, "");
        } else if (!refusal.isEmpty()) {
            become(Link.State.REFUSED, refusal);
        } else {
            wantsPictures = false;
            world.machine.onWelcome(World.message("welcome", "want", want(), "look", "{}"), FakePhone.PAIRED);
            isPairing = false;
            become(Link.State.OPEN, "");
        }
    }

    void become(Link.State next, String reason) {
        state = next;
        world.machine.onLink(next, reason);
    }

    void want(boolean frames) {
        if (state != Link.State.OPEN) return;
        wantsPictures = frames;
        world.machine.onMessage(World.message("want", "frames", frames, "size", "1280x720", "fps", 30.0));
    }

    /** Forget what was sent. */
    void forget() {
        sent.clear();
        fields.clear();
    }

    void say(String type) {
        if (state == Link.State.OPEN) world.machine.onMessage(World.message(type));
    }

    void lose() {
        isThere = false;
        if (state == Link.State.OPEN || state == Link.State.CONNECTING) become(Link.State.GONE, "");
    }

    void refuse(String why) {
        if (state != Link.State.OPEN && state != Link.State.CONNECTING) return;
        world.machine.onMessage(World.message("bye", "reason", why, "text", "words of the computer"));
        become(Link.State.REFUSED, why);
    }

    private JSONObject want() {
        return World.message("want", "frames", false, "size", "1280x720", "fps", 30.0);
    }
}
