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
        /**
         * The computer has said no, or is another one; {@link #reason} is why. With "busy", "certificate" and
         * "expired" it is tried again, else not.
         */
        REFUSED
    }

    /** Is told what goes on, on the link's own thread, one thing after the other. */
    public interface Listener {
        /** @param reason see {@link Link#reason} */
        void onState(State state, String reason);

        /**
         * The computer lets this phone in; said before {@link State#OPEN}, but messages may be sent from now on.
         *
         * @param identity to be kept in place of the one before: a new one after pairing, else with what has changed
         */
        void onWelcome(JSONObject welcome, Identity identity);

        /** Whatever else it says; pings are answered already. */
        void onMessage(JSONObject message);
    }

    /** Of pictures that nobody takes: the encoder should have been stopped long before. */
    private static final int MOST_WAITING_BYTES = 4 * 1024 * 1024;

    private final Loop loop = new Loop("link");
    private final LinkCourse course;
    private int sequence;

    public Link(Listener listener) {
        course = new LinkCourse(loop, listener);
    }

    /** Makes sockets through this network from now on; not those through the cable. */
    public void setSockets(SocketFactory sockets) {
        course.setSockets(sockets);
    }

    /** Pairs by a code: connects now, and from then on as the phone that pairing makes of it. */
    public void pair(Invitation invitation, String phoneName) {
        connect(Target.of(invitation, phoneName));
    }

    /** Connects now, and again whenever the connection is lost; with {@link Identity#NONE} it leaves. */
    public void connect(Identity identity, String phoneName) {
        connect(Target.of(identity, phoneName));
    }

    private void connect(final Target target) {
        loop.execute(new Runnable() {
            @Override
            public void run() {
                if (target.isNone()) {
                    course.leave("");
                } else {
                    course.connect(target);
                }
            }
        });
    }

    /** Connects now to whom it was told last, whatever is planned. */
    public void retry() {
        loop.execute(course.opening);
    }

    /** Says good-bye and stays away. */
    public void leave(final String reason) {
        loop.execute(new Runnable() {
            @Override
            public void run() {
                course.leave(reason);
            }
        });
    }

    /** Says good-bye, and ends the link's thread soon. */
    public void close() {
        leave("");
        loop.close(2 * LinkCourse.FAREWELL_MS);
    }

    public State state() {
        return course.state();
    }

    /**
     * Why it is refused: a word of the protocol's {@code bye} ("token", "forgotten", "replaced", "busy", "protocol"),
     * "certificate" for another computer's certificate, "expired" for one whose time is over, or has not come: this
     * phone's clock may be wrong. After {@link #leave} what that was told; else empty.
     */
    public String reason() {
        return course.reason();
    }

    /** Milliseconds until it connects again; 0 if it does not, or is about to. */
    public long nextTryMs() {
        return course.nextTryMs();
    }

    /** Sends a message, or leaves it where the link is not open. */
    public void send(String type, JSONObject fields) {
        if (state() == State.OPEN) {
            course.connection().sendText(Messages.text(type, fields));
        }
    }

    /**
     * Sends a picture.
     *
     * @param capturedUs by {@link System#nanoTime} / 1000
     * @param accessUnit from its position to its limit, which stay; copied
     * @return false if it was not sent: the link is not open, too much waits already, or the picture is too large;
     *     the next one should be a key frame
     */
    public synchronized boolean sendPicture(boolean key, boolean enhanced, long capturedUs, ByteBuffer accessUnit) {
        if (state() != State.OPEN) {
            return false;
        }
        sequence += 1; // also of one that is left out: the computer sees the gap
        boolean fits = accessUnit.remaining() + Messages.HEADER_BYTES <= Messages.MOST_PICTURE_BYTES
                && waitingBytes() + accessUnit.remaining() <= MOST_WAITING_BYTES;
        byte[] header = Messages.header(key, enhanced, sequence, capturedUs);
        return fits && accessUnit.hasRemaining() && course.connection().sendBinary(header, accessUnit);
    }

    /** Bytes that wait to be sent. */
    public long waitingBytes() {
        return course.connection().waitingBytes();
    }
}
