package io.github.lowlightcam.phone.core;

import io.github.lowlightcam.phone.net.Identity;
import io.github.lowlightcam.phone.net.Invitation;
import io.github.lowlightcam.phone.net.Link;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.json.JSONObject;

/** Keeps the connection to the computer: whom it is to, what became of a code, and where the computer has gone to. */
final class LinkKeeper {
    /** The computer is looked for in the network when it has not been at its address for so long. */
    static final long FIND_AFTER_MS = 5000;

    private final LinkPort port;
    private final PhonePort phone;
    private final Clock clock;
    private Identity identity;
    private boolean isPairing;
    /** Fingerprint and addresses of the last code. */
    private byte[] invited = new byte[0];
    private List<String> invitedHosts = Collections.emptyList();
    private Link.State state = Link.State.IDLE;
    private String reason = "";
    private String said = "";
    private int losses;
    private long awayMs;
    private boolean isFinding;
    private String found = "";
    private final Set<String> strangers = new HashSet<String>();

    LinkKeeper(LinkPort port, PhonePort phone, Clock clock) {
        this.port = port;
        this.phone = phone;
        this.clock = clock;
        identity = phone.identity();
    }

    boolean isPaired() {
        return isPairing || identity.isPaired();
    }

    boolean isOpen() {
        return state == Link.State.OPEN;
    }

    Link.State state() {
        return state;
    }

    String reason() {
        return reason;
    }

    /** What the computer said at its good-bye. */
    String said() {
        return said;
    }

    String desktop() {
        return identity.desktop;
    }

    /** Where the computer is, that is known or is being paired with; '' for none. */
    String address() {
        List<String> hosts = isPairing ? invitedHosts : identity.hosts;
        return hosts.isEmpty() ? "" : hosts.get(0);
    }

    /** Whether it has been tried in vain, so that to try once more is no news. */
    boolean isAway() {
        return losses > 1;
    }

    /** Whether the computer does not want this phone, and that will not pass by itself. */
    boolean isRefused() {
        return state == Link.State.REFUSED && !reason.equals("busy");
    }

    /** Whether the way to the computer is not a cable. */
    boolean needsNetwork() {
        return isPairing ? invited.length > 0 : identity.isPaired() && !identity.isCable();
    }

    void pair(Invitation invitation) {
        isPairing = true;
        invited = invitation.fingerprint;
        invitedHosts = invitation.hosts;
        restart();
        state = Link.State.CONNECTING;
        port.pair(invitation);
    }

    /** Go towards a connection, if one is wanted. What {@link #leave} leads to may be heard after the next wish. */
    void settle(boolean isWanted) {
        if (!isWanted || !isPaired() || state != Link.State.IDLE) return;
        state = Link.State.CONNECTING;
        if (isPairing) port.retry();
        else port.connect(identity);
    }

    /** Try now what would be tried later, or not at all. */
    void retry() {
        if (state == Link.State.REFUSED) isPairing = false; // its code is of no use
        restart();
    }

    void leave() {
        isPairing = false;
        restart();
        port.leave();
    }

    void forget() {
        leave();
        keep(Identity.NONE);
    }

    /** @return whether this phone is let in; not if it is about to leave */
    boolean onWelcome(Identity kept) {
        if (!isPaired()) return false;
        isPairing = false;
        keep(kept);
        return true;
    }

    void onState(Link.State next, String why) {
        if (state == Link.State.OPEN || next == Link.State.OPEN) losses = 0;
        if (next == Link.State.GONE || next == Link.State.REFUSED) losses += 1;
        if (state == Link.State.OPEN) awayMs = clock.nowMs();
        state = next;
        if (next != Link.State.CONNECTING) reason = why;
        if (next == Link.State.OPEN) {
            found = "";
            said = "";
            strangers.clear();
        }
        if (next == Link.State.REFUSED) refuse(why);
    }

    void onMessage(JSONObject message) {
        if (message.optString("type").equals("bye")) said = message.optString("text");
    }

    /** Something in the local network says that it is a computer with LowLight Cam. */
    void onFound(String host, int hostPort) {
        if (!isFinding || isOpen() || strangers.contains(host + " " + hostPort)) return;
        found = host + " " + hostPort;
        port.connect(identity.at(host, hostPort));
    }

    /**
     * Look for the computer when it is not where it was.
     *
     * @param isWorthIt whether the phone is in use: to listen to the whole network takes power
     */
    void find(boolean isWorthIt) {
        boolean isLost = state == Link.State.GONE && identity.isPaired() && !identity.isCable() && !isPairing;
        if (isWorthIt && isLost && !isFinding && clock.nowMs() - awayMs > FIND_AFTER_MS) {
            isFinding = true;
            port.find();
        } else if (isFinding && (isOpen() || !isPaired() || !isWorthIt)) {
            stopFinding();
        }
    }

    void send(String type, JSONObject fields) {
        port.send(type, fields);
    }

    private void refuse(String why) {
        if (why.equals("certificate") && !found.isEmpty()) { // another computer was found, not this one
            strangers.add(found);
            retry();
        } else if (why.equals("token") && identity.isPaired() && Arrays.equals(invited, identity.fingerprint)) {
            retry(); // an old code, but the computer knows this phone
        } else if (why.equals("forgotten")) {
            keep(Identity.NONE);
        }
    }

    private void restart() {
        state = Link.State.IDLE;
        reason = "";
        losses = 0;
        said = "";
        found = "";
        awayMs = clock.nowMs();
        stopFinding();
    }

    private void stopFinding() {
        if (isFinding) port.stopFinding();
        isFinding = false;
    }

    private void keep(Identity kept) {
        identity = kept;
        phone.keep(kept);
    }
}
