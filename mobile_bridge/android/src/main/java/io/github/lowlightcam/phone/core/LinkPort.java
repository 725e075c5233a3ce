package io.github.lowlightcam.phone.core;

import io.github.lowlightcam.phone.net.Identity;
import io.github.lowlightcam.phone.net.Invitation;
import io.github.lowlightcam.phone.net.Link;
import org.json.JSONObject;

/** The connection to the computer. Called on the main thread. */
public interface LinkPort {
    /** Is answered on the main thread, but never from within a call; see net.Link. */
    interface Listener {
        void onLink(Link.State state, String reason);

        void onWelcome(JSONObject welcome, Identity identity);

        void onMessage(JSONObject message);

        /** A service of our kind is in the local network. */
        void onFound(String host, int port);

        /** The phone has come into another network. */
        void onNetwork();
    }

    void pair(Invitation invitation);

    /** Connect, and again whenever the connection is lost. */
    void connect(Identity identity);

    /** Connect now to whom it was told last. */
    void retry();

    /** Say good-bye and stay away. */
    void leave();

    /** Send a message, or leave it where the link is not open. */
    void send(String type, JSONObject fields);

    /** Milliseconds until it connects again; 0 if it does not or is connecting. */
    long nextTryMs();

    /** Look for the computer in the local network; found ones are told. */
    void find();

    /** Look no more. */
    void stopFinding();
}
