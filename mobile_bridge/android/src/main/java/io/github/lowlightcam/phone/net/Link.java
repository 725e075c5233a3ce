package io.github.lowlightcam.phone.net;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import org.json.JSONException;
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

    private static final int[] RETRY_MS = {250, 500, 1000};
    private static final int REFUSED_MS = 5000;
    private static final int SILENT_MS = 6000; // the computer pings once a second
    private static final int WATCH_MS = 1000;
    private static final int FAREWELL_MS = 1000;
    private static final int REJECTED = 4001;
    private static final int BUSY = 4002;
    private static final int PROTOCOL = 4003;
    /** Of pictures that nobody takes: the encoder should have been stopped long before. */
    private static final int MOST_WAITING_BYTES = 4 * 1024 * 1024;

    private final Listener listener;
    private final Loop loop = new Loop("link");
    private final Connection.Events events = new Connection.Events() {
        @Override
        public void onText(Connection from, String text) throws ProtocolFault {
            received(from, Messages.parse(text));
        }

        @Override
        public void onEnd(final Connection from, final int code, final String refusal) {
            loop.execute(new Runnable() {
                @Override
                public void run() {
                    if (from == connection) {
                        lose(code, refusal);
                    }
                }
            });
        }
    };
    private final Runnable opening = new Runnable() {
        @Override
        public void run() {
            open();
        }
    };

    private volatile State state = State.IDLE;
    private volatile String reason = "";
    private volatile Connection connection = new Connection(Target.NONE, SocketFactory.getDefault(), events);
    private volatile SocketFactory sockets = SocketFactory.getDefault();
    private volatile long nextTryNs = System.nanoTime();
    private int sequence;
    // in the loop only
    private Target target = Target.NONE;
    private int tries;

    public Link(Listener listener) {
        this.listener = listener;
        loop.every(WATCH_MS, new Runnable() {
            @Override
            public void run() {
                watch();
            }
        });
    }

    /** Makes sockets through this network from now on; not those through the cable. */
    public void setSockets(SocketFactory sockets) {
        this.sockets = sockets;
    }

    /** Pairs by a code: connects now, and from then on as the phone that pairing makes of it. */
    public void pair(Invitation invitation, String phoneName) {
        connect(Target.of(invitation, phoneName));
    }

    /** Connects now, and again whenever the connection is lost; with {@link Identity#NONE} it leaves. */
    public void connect(Identity identity, String phoneName) {
        connect(Target.of(identity, phoneName));
    }

    /** Connects now to whom it was told last, whatever is planned. */
    public void retry() {
        loop.execute(opening);
    }

    /** Says good-bye and stays away. */
    public void leave(final String why) {
        loop.execute(new Runnable() {
            @Override
            public void run() {
                target = Target.NONE;
                send("bye", new JSONObject());
                drop();
                reason = why;
                become(State.IDLE);
            }
        });
    }

    /** Says good-bye, and ends the link's thread soon. */
    public void close() {
        leave("");
        loop.close(2 * FAREWELL_MS);
    }

    public State state() {
        return state;
    }

    /**
     * Why it is refused: a word of the protocol's {@code bye} ("token", "forgotten", "replaced", "busy", "protocol"),
     * "certificate" for another computer's certificate, "expired" for one whose time is over, or has not come: this
     * phone's clock may be wrong. After {@link #leave} what that was told; else empty.
     */
    public String reason() {
        return reason;
    }

    /** Milliseconds until it connects again; 0 if it does not, or is about to. */
    public long nextTryMs() {
        boolean waits = state == State.GONE || state == State.REFUSED;
        return waits ? Math.max(0, TimeUnit.NANOSECONDS.toMillis(nextTryNs - System.nanoTime())) : 0;
    }

    /** Sends a message, or leaves it where the link is not open. */
    public void send(String type, JSONObject fields) {
        if (state == State.OPEN) {
            connection.sendText(Messages.text(type, fields));
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
        if (state != State.OPEN) {
            return false;
        }
        sequence += 1; // also of one that is left out: the computer sees the gap
        boolean fits = accessUnit.remaining() + Messages.HEADER_BYTES <= Messages.MOST_PICTURE_BYTES
                && waitingBytes() + accessUnit.remaining() <= MOST_WAITING_BYTES;
        byte[] header = Messages.header(key, enhanced, sequence, capturedUs);
        return fits && accessUnit.hasRemaining() && connection.sendBinary(header, accessUnit);
    }

    /** Bytes that wait to be sent. */
    public long waitingBytes() {
        return connection.waitingBytes();
    }

    // ---------------------------------------------------------------- in the connection's thread

    private void received(final Connection from, final JSONObject message) {
        if (message.optString("type").equals("ping")) { // at once: the computer times its clock by it
            from.sendTextFirst(Messages.pong(message.optLong("id"), System.nanoTime() / 1000));
        }
        loop.execute(new Runnable() {
            @Override
            public void run() {
                if (from == connection) {
                    hear(message);
                }
            }
        });
    }

    // ---------------------------------------------------------------- in the loop

    private void connect(final Target whom) {
        loop.execute(new Runnable() {
            @Override
            public void run() {
                if (whom.isNone()) {
                    leave("");
                    return;
                }
                target = whom;
                tries = 0;
                reason = "";
                open();
            }
        });
    }

    private void open() {
        if (target.isNone()) {
            return;
        }
        drop();
        connection = new Connection(target, sockets, events);
        become(State.CONNECTING);
        connection.start();
    }

    private void hear(JSONObject message) {
        String type = message.optString("type");
        if (type.equals("welcome") && state == State.CONNECTING) {
            welcome(message);
            return;
        }
        if (type.equals("bye")) {
            reason = message.optString("reason");
        }
        listener.onMessage(message);
    }

    private void welcome(JSONObject message) {
        Identity identity;
        try {
            if (message.getInt("version") != Messages.VERSION) {
                throw new JSONException("another version");
            }
            identity = target.welcomed(message, connection.pin);
        } catch (JSONException other) {
            lose(PROTOCOL, "");
            return;
        }
        target = target.as(identity);
        tries = 0;
        reason = "";
        state = State.OPEN;
        listener.onWelcome(message, identity);
        become(State.OPEN);
    }

    /** Takes a computer that has fallen silent for gone. */
    private void watch() {
        boolean isSilent = System.nanoTime() - connection.heardNs() > TimeUnit.MILLISECONDS.toNanos(SILENT_MS);
        if (isSilent && (state == State.OPEN || state == State.CONNECTING)) {
            connection.abort();
            lose(0, "");
        }
    }

    private void lose(int code, String refusal) {
        boolean wasOpen = state == State.OPEN;
        drop();
        nextTryNs = System.nanoTime();
        if (code == REJECTED || code == PROTOCOL) {
            reason = code == PROTOCOL ? "protocol" : reason;
            become(State.REFUSED);
            return;
        }
        boolean isRefused = code == BUSY || !refusal.isEmpty();
        if (!wasOpen && code != BUSY) {
            target = target.next();
        }
        int waitMs = isRefused ? REFUSED_MS : RETRY_MS[Math.min(tries, RETRY_MS.length - 1)];
        tries += 1;
        nextTryNs += TimeUnit.MILLISECONDS.toNanos(waitMs);
        loop.plan(waitMs, opening);
        if (code != BUSY) {
            reason = refusal;
        }
        become(isRefused ? State.REFUSED : State.GONE);
    }

    private void drop() {
        loop.unplan();
        final Connection former = connection;
        connection = new Connection(Target.NONE, sockets, events);
        former.leave();
        loop.later(FAREWELL_MS, new Runnable() {
            @Override
            public void run() {
                former.abort();
            }
        });
    }

    private void become(State now) {
        state = now;
        listener.onState(now, reason);
    }
}
