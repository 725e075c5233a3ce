package io.github.lowlightcam.phone.net;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Scanner;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** The app's link hears and says what was captured on the wire: tests/mobile_bridge/vectors, the property vectors. */
public final class WireTest implements Link.Listener {
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final Link link = new Link(this);
    private FakeDesktop desktop;

    @Before
    public void listen() throws IOException {
        desktop = new FakeDesktop();
    }

    @After
    public void end() throws IOException {
        link.close();
        desktop.close();
    }

    @Test(timeout = 60000)
    public void itAnswersWhatTheDesktopSays() throws Exception {
        for (String name : new String[] {"session_app", "session_page"}) {
            JSONArray connections = new JSONArray(read(name));
            for (int at = 0; at < connections.length(); at++) {
                play(connections.getJSONArray(at));
            }
        }
    }

    private void play(JSONArray said) throws Exception {
        JSONObject hello = new JSONObject(said.getJSONObject(0).getString("text"));
        connect(hello);
        List<String> wanted = new ArrayList<>(Arrays.asList("CONNECTING"));
        try (Socket socket = desktop.welcome()) {
            JSONObject first = new JSONObject(FakeDesktop.text(socket));
            assertEquals("app", first.getString("client"));
            assertSame(hello.put("client", "app"), first);
            for (int at = 1; at < said.length(); at++) {
                JSONObject line = said.getJSONObject(at);
                if (line.has("close")) {
                    FakeDesktop.sayClose(socket, line.getInt("close"));
                } else if (line.getString("from").equals("desktop")) {
                    FakeDesktop.say(socket, line.getString("text"));
                    wanted.addAll(answer(socket, new JSONObject(line.getString("text"))));
                }
            }
            for (String each : wanted) {
                assertEquals(each, told.poll(5, TimeUnit.SECONDS));
            }
        }
        leave();
    }

    private void leave() throws InterruptedException {
        link.leave("");
        for (String state = ""; !"IDLE".equals(state);) {
            state = told.poll(5, TimeUnit.SECONDS);
        }
    }

    /** Checks what is answered at once, and returns what the listener is to be told. */
    private static List<String> answer(Socket socket, JSONObject message) throws Exception {
        String type = message.getString("type");
        if (type.equals("ping")) {
            JSONObject pong = new JSONObject(FakeDesktop.text(socket));
            assertEquals("pong", pong.getString("type"));
            assertEquals(message.getLong("id"), pong.getLong("id"));
            assertTrue(Math.abs(pong.getLong("clock_us") - System.nanoTime() / 1000) < 5e6);
        }
        return type.equals("welcome") ? Arrays.asList("welcome " + message.getString("phone"), "OPEN")
                : Arrays.asList(type);
    }

    @Test(timeout = 60000)
    public void everyEndingIsToldApart() throws Exception {
        JSONArray endings = messages().getJSONArray("endings");
        for (int at = 0; at < endings.length(); at++) {
            JSONObject ending = endings.getJSONObject(at);
            String reason = ending.getString("reason");
            link.pair(desktop.invitation(), "Test");
            try (Socket socket = desktop.welcome()) {
                FakeDesktop.text(socket);
                if (!reason.isEmpty()) {
                    FakeDesktop.say(socket, new JSONObject().put("type", "bye").put("reason", reason).toString());
                }
                if (ending.getInt("close") > 0) {
                    FakeDesktop.sayClose(socket, ending.getInt("close"));
                }
                socket.shutdownOutput();
                String state = ending.getString("state").toUpperCase(Locale.ROOT);
                while (!state.equals(told.poll(5, TimeUnit.SECONDS))) {
                    assertTrue(link.state() == Link.State.CONNECTING || link.state().name().equals(state));
                }
                assertEquals(ending.getString("says"), link.reason());
                long again = link.nextTryMs();
                int wanted = ending.getInt("again_ms");
                assertTrue("again in " + again, again <= wanted && (wanted == 0 || again > wanted - 200));
            }
            leave();
        }
    }

    @Test
    public void itWritesPicturesSo() throws Exception {
        JSONArray pictures = messages().getJSONArray("pictures");
        for (int at = 0; at < pictures.length(); at++) {
            JSONObject picture = pictures.getJSONObject(at);
            byte[] header = Messages.header(picture.getBoolean("key"), picture.getBoolean("enhanced"),
                    (int) picture.getLong("sequence"), picture.getLong("captured_us"));
            assertArrayEquals(bytes(picture.getString("message")),
                    FakeDesktop.concat(header, bytes(picture.getString("data"))));
        }
    }

    @Test
    public void itWritesMessagesSo() throws Exception {
        JSONArray good = messages().getJSONArray("good");
        for (int at = 0; at < good.length(); at++) {
            JSONObject fields = new JSONObject(good.getJSONObject(at).toString());
            String type = (String) fields.remove("type");
            assertSame(good.getJSONObject(at), new JSONObject(Messages.text(type, fields)));
        }
    }

    @Override
    public void onState(Link.State state, String reason) {
        told.add(state.name());
    }

    @Override
    public void onWelcome(JSONObject welcome, Identity identity) {
        told.add("welcome " + identity.phone);
    }

    @Override
    public void onMessage(JSONObject message) {
        told.add(message.optString("type"));
    }

    private void connect(JSONObject hello) throws JSONException {
        String name = hello.getString("name");
        if (hello.has("token")) {
            link.pair(Invitation.parse("http://localhost:" + desktop.port() + "/#t=" + hello.getString("token")), name);
        } else {
            link.connect(new Identity(hello.getString("phone"), hello.getString("secret"), "desk",
                    Arrays.asList("localhost"), desktop.port(), new byte[0], new byte[0]), name);
        }
    }

    private static void assertSame(JSONObject wanted, JSONObject found) throws JSONException {
        assertEquals(wanted.length(), found.length());
        for (Iterator<String> names = wanted.keys(); names.hasNext();) {
            String name = names.next();
            boolean isNumber = wanted.get(name) instanceof Number;
            assertEquals(name, isNumber ? wanted.getDouble(name) : wanted.get(name).toString(),
                    isNumber ? found.getDouble(name) : found.get(name).toString());
        }
    }

    private static JSONObject messages() throws IOException, JSONException {
        return new JSONObject(read("messages"));
    }

    private static String read(String name) throws IOException {
        try (Scanner scanner = new Scanner(new File(System.getProperty("vectors"), name + ".json"), "UTF-8")) {
            return scanner.useDelimiter("\\A").next();
        }
    }

    private static byte[] bytes(String hex) {
        ByteBuffer bytes = ByteBuffer.allocate(hex.length() / 2);
        for (int at = 0; at < hex.length(); at += 2) {
            bytes.put((byte) Integer.parseInt(hex.substring(at, at + 2), 16));
        }
        return bytes.array();
    }
}
