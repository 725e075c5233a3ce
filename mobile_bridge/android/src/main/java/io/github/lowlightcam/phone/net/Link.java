package io.github.lowlightcam.phone.net;

import java.nio.ByteBuffer;
import javax.net.SocketFactory;
import org.json.JSONObject;

/**
 * The WebSocket to the computer, as web/app/link.js: mobile_bridge/protocol.py says what goes over it. It comes back
 * by itself. All of it may be called from any thread, and none of it waits for the network.
 */
public final class Link {
    /** What goes on. */
    public enum State {
        /** Nobody to connect to, or told to stay away. */
        IDLE,
        /** On its way. */
        CONNECTING,
        /** Welcomed. */
        OPEN,
        /** The computer cannot be reached; tried again in {@link #nextTryMs}. */
        GONE,
        /** The computer has said no, or is another one: {@link #reason} is why. Some are tried again. */
        REFUSED
    }

    /** Is told what goes on, on the link's own thread, one thing after the other. */
    public interface Listener {
        /** @param reason see {@link Link#reason} */
        void onState(State state, String reason);

        /**
         * The computer lets this phone in; said before {@link State#OPEN}.
         *
         * @param identity to be kept in place of the one before: a new one after pairing, else with what has changed
         */
        void onWelcome(JSONObject welcome, Identity identity);

        /** Whatever else it says; pings are answered already. */
        void onMessage(JSONObject message);
    }

    public Link(Listener listener) {}

    /** Makes sockets through this network from now on; not those through the cable. */
    public void setSockets(SocketFactory sockets) {}

    /** Pairs by a code: connects now, and from then on as the phone that pairing makes of it. */
    public void pair(Invitation invitation, String phoneName) {}

    /** Connects now, and again whenever the connection is lost; with {@link Identity#NONE} nothing happens. */
    public void connect(Identity identity, String phoneName) {}

    /** Connects now to whom it was told last, whatever is planned. */
    public void retry() {}

    /** Says good-bye and stays away. */
    public void leave(String reason) {}

    /** Says good-bye, and ends the link's thread; nothing is told any more. */
    public void close() {}

    public State state() {
        return State.IDLE;
    }

    /**
     * Why: a word of the protocol's {@code bye} ("token", "forgotten", "replaced", "busy", "protocol", "stopped",
     * "rate"), "certificate" for another computer's certificate, "expired" for one whose time is over (or whose time
     * has not come: this phone's clock may be wrong), what {@link #leave} was told, or empty.
     */
    public String reason() {
        return "";
    }

    /** Milliseconds until it connects again; 0 if it does not or is connecting. */
    public long nextTryMs() {
        return 0;
    }

    /** Sends a message, or leaves it where the link is not open. */
    public void send(String type, JSONObject fields) {}

    /**
     * Sends a picture.
     *
     * @param capturedUs by {@link System#nanoTime} / 1000
     * @param accessUnit from its position to its limit, which stay; copied
     * @return false if it was not sent: the link is not open, too much waits already, or the picture is too large;
     *     the next one should be a key frame
     */
    public boolean sendPicture(boolean key, boolean enhanced, long capturedUs, ByteBuffer accessUnit) {
        return false;
    }

    /** Bytes that wait to be sent. */
    public long waitingBytes() {
        return 0;
    }
}
