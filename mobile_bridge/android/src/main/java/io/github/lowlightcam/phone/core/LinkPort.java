package io.github.lowlightcam.phone.core;

import io.github.lowlightcam.phone.net.Identity;
import io.github.lowlightcam.phone.net.Invitation;
import org.json.JSONObject;

/**
 * The connection to the computer. Called on the main thread. It answers there too, but never from within a call, with
 * {@link Machine#onLink}, {@link Machine#onWelcome} and {@link Machine#onMessage}.
 */
public interface LinkPort {
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

    /** Look for the computer in the local network; found ones are told with {@link Machine#onFound}. */
    void find();

    /** Look no more. */
    void stopFinding();
}
