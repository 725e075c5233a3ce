package io.github.lowlightcam.phone.net;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;

/**
 * A phone for tests that are written in Python: a {@link Link} that does what it is told on its input, and writes
 * what it hears to its output, one JSON object a line. A picture's bytes follow its line.
 */
public final class LinkDriver implements Link.Listener {
    private final Link link = new Link(this);
    private final AccessUnits units = new AccessUnits();

    public static void main(String[] arguments) throws IOException, JSONException {
        LinkDriver driver = new LinkDriver();
        DataInputStream in = new DataInputStream(new BufferedInputStream(System.in));
        while (true) {
            String line = line(in);
            if (line.isEmpty()) {
                return;
            }
            driver.obey(new JSONObject(line), in);
        }
    }

    private void obey(JSONObject order, DataInputStream in) throws IOException, JSONException {
        String name = order.optString("name", "Test phone");
        switch (order.getString("do")) {
            case "pair":
                link.pair(Invitation.parse(order.getString("url")), name);
                break;
            case "connect":
                link.connect(Identity.parse(order.getString("identity")), name);
                break;
            case "retry":
                link.retry();
                break;
            case "leave":
                link.leave(order.getString("reason"));
                break;
            case "close":
                link.close();
                break;
            case "send":
                link.send(order.getString("type"), order.getJSONObject("fields"));
                break;
            case "picture":
                byte[] picture = new byte[order.getInt("bytes")];
                in.readFully(picture);
                send(order, ByteBuffer.wrap(picture));
                break;
            default:
                throw new JSONException("no such order");
        }
    }

    private void send(JSONObject order, ByteBuffer output) throws JSONException {
        ByteBuffer unit = units.of(output);
        boolean isSent = link.sendPicture(units.isKey(), order.optBoolean("enhanced"),
                order.optLong("captured_us", System.nanoTime() / 1000), unit);
        if (!isSent || order.optBoolean("tell")) {
            say(new JSONObject().put("sent", isSent).put("waiting", link.waitingBytes()));
        }
    }

    @Override
    public void onState(Link.State state, String reason) {
        try {
            say(new JSONObject().put("state", state.name()).put("reason", reason).put("retry_ms", link.nextTryMs()));
        } catch (JSONException never) {
            throw new IllegalStateException(never);
        }
    }

    @Override
    public void onWelcome(JSONObject welcome, Identity identity) {
        try {
            JSONArray hosts = new JSONArray(identity.hosts);
            say(new JSONObject().put("welcome", welcome).put("identity", identity.toString()).put("hosts", hosts));
        } catch (JSONException never) {
            throw new IllegalStateException(never);
        }
    }

    @Override
    public void onMessage(JSONObject message) {
        try {
            say(new JSONObject().put("message", message));
        } catch (JSONException never) {
            throw new IllegalStateException(never);
        }
    }

    private static synchronized void say(JSONObject line) {
        System.out.println(line);
        System.out.flush();
    }

    private static String line(DataInputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        try {
            for (int next = in.readByte(); next != '\n'; next = in.readByte()) {
                line.append((char) next);
            }
        } catch (EOFException end) {
            return line.toString();
        }
        return line.toString();
    }
}
