package io.github.lowlightcam.phone.net;

import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import org.json.JSONException;
import org.json.JSONObject;

/** What a {@link Link} goes through, in its loop; any thread may ask how it is. */
final class LinkCourse implements Connection.Events {
    static final int FAREWELL_MS = 1000;

    private static final int SILENT_MS = 6000; // the computer pings once a second
    private static final int WATCH_MS = 1000;

    final Runnable opening = new Runnable() {
        @Override
        public void run() {
            open();
        }
    };

    private final Loop loop;
    private final Link.Listener listener;
    private volatile Link.State state = Link.State.IDLE;
    private volatile String reason = "";
    private volatile long nextTryNs = System.nanoTime();
    private volatile SocketFactory sockets = SocketFactory.getDefault();
    private volatile Connection connection = new Connection(Target.NONE, sockets, this);
    // in the loop only
    private Target target = Target.NONE;
    private int tries;

    LinkCourse(Loop loop, Link.Listener listener) {
        this.loop = loop;
        this.listener = listener;
        loop.every(WATCH_MS, new Runnable() {
            @Override
            public void run() {
                watch();
            }
        });
    }

    // ---------------------------------------------------------------- in any thread

    Link.State state() {
        return state;
    }

    String reason() {
        return reason;
    }

    long nextTryMs() {
        boolean waits = state == Link.State.GONE || state == Link.State.REFUSED;
        return waits ? Math.max(0, TimeUnit.NANOSECONDS.toMillis(nextTryNs - System.nanoTime())) : 0;
    }

    /** That of now; one that never begins where there is none. */
    Connection connection() {
        return connection;
    }

    void setSockets(SocketFactory sockets) {
        this.sockets = sockets;
    }

    // ---------------------------------------------------------------- in the connection's thread

    @Override
    public void onText(Connection from, String text) throws ProtocolFault {
        final JSONObject message = Messages.parse(text);
        if (message.optString("type").equals("ping")) { // at once: the computer times its clock by it
            from.sendTextFirst(Messages.pong(message.optLong("id"), System.nanoTime() / 1000));
        }
        loop.execute(new Event(from) {
            @Override
            void happen() {
                hear(message);
            }
        });
    }

    @Override
    public void onEnd(Connection from, final int code, final String refusal) {
        loop.execute(new Event(from) {
            @Override
            void happen() {
                lose(code, refusal);
            }
        });
    }

    /** Of a connection; one that has been left has none any more. */
    private abstract class Event implements Runnable {
        private final Connection from;

        Event(Connection from) {
            this.from = from;
        }

        abstract void happen();

        @Override
        public void run() {
            if (from == connection) {
                happen();
            }
        }
    }

    // ---------------------------------------------------------------- in the loop

    void connect(Target whom) {
        target = whom;
        tries = 0;
        reason = "";
        open();
    }

    void leave(String why) {
        target = Target.NONE;
        if (state == Link.State.OPEN) {
            connection.sendText(Messages.text("bye", new JSONObject()));
        }
        drop();
        reason = why;
        become(Link.State.IDLE);
    }

    private void open() {
        if (target.isNone()) {
            return;
        }
        drop();
        connection = new Connection(target, sockets, this);
        become(Link.State.CONNECTING);
        connection.start();
    }

    private void hear(JSONObject message) {
        String type = message.optString("type");
        if (type.equals("welcome") && state == Link.State.CONNECTING) {
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
            lose(Ending.PROTOCOL, "");
            return;
        }
        target = target.as(identity);
        tries = 0;
        reason = "";
        state = Link.State.OPEN;
        listener.onWelcome(message, identity);
        become(Link.State.OPEN);
    }

    /** Takes a computer that has fallen silent for gone. */
    private void watch() {
        boolean isSilent = System.nanoTime() - connection.heardNs() > TimeUnit.MILLISECONDS.toNanos(SILENT_MS);
        if (isSilent && (state == Link.State.OPEN || state == Link.State.CONNECTING)) {
            connection.abort();
            lose(Connection.NO_CLOSE_FRAME, "");
        }
    }

    private void lose(int code, String refusal) {
        Ending ending = Ending.of(code, refusal, reason, tries);
        if (state == Link.State.CONNECTING && code == Connection.NO_CLOSE_FRAME) {
            target = target.next();
        }
        drop();
        tries += 1;
        nextTryNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ending.waitMs);
        if (ending.waitMs > 0) {
            loop.plan(ending.waitMs, opening);
        }
        reason = ending.reason;
        become(ending.state);
    }

    private void drop() {
        loop.unplan();
        final Connection former = connection;
        connection = new Connection(Target.NONE, sockets, this);
        former.leave();
        loop.later(FAREWELL_MS, new Runnable() {
            @Override
            public void run() {
                former.abort();
            }
        });
    }

    private void become(Link.State now) {
        state = now;
        listener.onState(now, reason);
    }
}
