package io.github.lowlightcam.phone.net;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.json.JSONObject;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** The link before a computer that does not do as it should, and a person who cannot wait. */
public final class LinkTest implements Link.Listener {
    private static final String WELCOME = "{\"type\":\"welcome\",\"version\":1,\"desktop\":\"desk\",\"phone\":\"p1\","
            + "\"secret\":\"s\",\"alternatives\":[\"https://other.local:1\"]}";

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final AtomicInteger overlaps = new AtomicInteger();
    private final AtomicInteger inside = new AtomicInteger();
    private final Link link = new Link(this);
    private FakeDesktop desktop;

    @Before
    public void listen() throws IOException {
        desktop = new FakeDesktop();
    }

    @After
    public void nothingIsLeft() throws Exception {
        link.close();
        desktop.close();
        for (int wait = 0; wait < 100 && linkThreads() > 0; wait++) {
            Thread.sleep(50);
        }
        assertEquals(0, linkThreads());
        assertEquals("one thing after the other", 0, overlaps.get());
    }

    @Test(timeout = 20000)
    public void aWelcomeThatIsNoneIsAFault() throws Exception {
        String[] others = {WELCOME.replace("\"version\":1", "\"version\":2"), WELCOME.replace("\"version\":1,", ""),
            WELCOME.replace("phone", "phony"), WELCOME.replace("\"p1\"", "\"\""), WELCOME.replace("desktop", "desk"),
            WELCOME.replace("\"s\"", "\"\"")};
        for (String other : others) {
            link.pair(desktop.invitation(), "Test");
            try (Socket socket = desktop.welcome()) {
                FakeDesktop.text(socket);
                FakeDesktop.say(socket, other);
                await("REFUSED");
                assertEquals("protocol", link.reason());
            }
        }
    }

    @Test(timeout = 20000)
    public void whatIsNoMessageEndsTheConnectionAndItComesBack() throws Exception {
        link.pair(desktop.invitation(), "Test");
        String[] others = {"x", "[]", "{\"type\":", "{\"a\":" + new String(new char[60000]).replace('\0', '[')};
        for (int round = 0; round <= others.length; round++) {
            try (Socket socket = desktop.welcome()) {
                FakeDesktop.text(socket);
                FakeDesktop.say(socket, WELCOME);
                await("OPEN");
                if (round < others.length) {
                    FakeDesktop.say(socket, others[round]);
                } else {
                    socket.getOutputStream().write(new byte[] {(byte) 0x82, 1, 1});
                }
                byte[] close = FakeDesktop.frame(socket.getInputStream());
                assertEquals(Frame.FINAL | Frame.CLOSE, close[0] & 0xff);
                assertEquals(round < others.length ? ProtocolFault.BROKEN : ProtocolFault.OTHER_KIND,
                        (close[1] & 0xff) << 8 | close[2] & 0xff);
                await("GONE");
            }
        }
        try (Socket socket = desktop.welcome()) {
            assertTrue("as a phone that is paired", FakeDesktop.text(socket).contains("\"secret\":\"s\""));
        }
    }

    @Test(timeout = 20000)
    public void nothingIsSentBeforeTheWelcome() throws Exception {
        link.send("stats", new JSONObject());
        link.pair(desktop.invitation(), "Test");
        try (Socket socket = desktop.welcome()) {
            FakeDesktop.text(socket);
            link.send("stats", new JSONObject());
            assertFalse(link.sendPicture(true, false, 0, ByteBuffer.allocate(9)));
            FakeDesktop.say(socket, "{\"type\":\"want\",\"frames\":true}");
            FakeDesktop.say(socket, WELCOME);
            await("OPEN");
            assertFalse("no picture", link.sendPicture(true, false, 0, ByteBuffer.allocate(0)));
            assertTrue(link.sendPicture(true, true, -1, ByteBuffer.wrap(new byte[] {0, 0, 1, 0x65})));
            byte[] picture = FakeDesktop.frame(socket.getInputStream());
            assertEquals(Frame.FINAL | Frame.BINARY, picture[0] & 0xff);
            assertEquals(1 + 16 + 4, picture.length);
            link.leave("resting");
            await("IDLE");
            assertEquals("resting", link.reason());
            assertEquals("{\"type\":\"bye\"}", FakeDesktop.text(socket));
            assertEquals(Frame.FINAL | Frame.CLOSE, FakeDesktop.frame(socket.getInputStream())[0] & 0xff);
            link.retry();
            assertEquals("there is nobody to go to", null, told.poll(500, TimeUnit.MILLISECONDS));
        }
    }

    /** The computer times the phone's clock by it. */
    @Test(timeout = 20000)
    public void aPongDoesNotWaitForPictures() throws Exception {
        link.pair(desktop.invitation(), "Test");
        try (Socket socket = desktop.welcome()) {
            FakeDesktop.text(socket);
            FakeDesktop.say(socket, WELCOME);
            await("OPEN");
            for (int picture = 0; picture < 60; picture++) {
                assertTrue(link.sendPicture(false, false, 1, ByteBuffer.allocate(60000)));
            }
            FakeDesktop.say(socket, "{\"type\":\"ping\",\"id\":7}");
            await("ping");
            int before = 0;
            while ((FakeDesktop.frame(socket.getInputStream())[0] & 0xff) != (Frame.FINAL | Frame.TEXT)) {
                before += 1;
            }
            assertTrue(before + " pictures before it", before < 50);
        }
    }

    /** Three hundred times something else is wanted before the last has come about. */
    @Test(timeout = 60000)
    public void whoeverCannotWait() throws Exception {
        final Random random = new Random(8);
        final AtomicInteger open = new AtomicInteger();
        Thread answering = new Thread("desktop") {
            @Override
            public void run() {
                try {
                    while (true) {
                        attend(desktop.accept(), open);
                    }
                } catch (IOException closed) {
                    return;
                }
            }
        };
        answering.start();
        for (int step = 0; step < 300; step++) {
            switch (random.nextInt(4)) {
                case 0:
                    link.pair(desktop.invitation(), "Test");
                    break;
                case 1:
                    link.leave("");
                    break;
                case 2:
                    link.retry();
                    break;
                default:
                    link.send("stats", new JSONObject());
                    link.sendPicture(false, false, 1, ByteBuffer.allocate(random.nextInt(90000)));
            }
            Thread.sleep(random.nextInt(3) == 0 ? random.nextInt(60) : 0);
        }
        link.pair(desktop.invitation(), "Test");
        await("OPEN");
        for (int wait = 0; wait < 100 && open.get() != 1; wait++) {
            Thread.sleep(50);
        }
        assertEquals("one connection is left", 1, open.get());
        link.leave("");
        for (int wait = 0; wait < 100 && open.get() != 0; wait++) {
            Thread.sleep(50);
        }
        assertEquals(0, open.get());
        Thread.sleep(1200);
        assertEquals("and it stays away", Link.State.IDLE, link.state());
        desktop.close();
        answering.join();
    }

    /** Lets a phone in and reads until it goes. */
    private static void attend(final Socket socket, final AtomicInteger open) {
        Thread attending = new Thread("desktop's connection") {
            @Override
            public void run() {
                open.incrementAndGet();
                try {
                    String head = FakeDesktop.head(socket.getInputStream());
                    FakeDesktop.write(socket, FakeDesktop.ANSWER + FakeDesktop.accept(head) + "\r\n\r\n");
                    FakeDesktop.text(socket);
                    FakeDesktop.say(socket, WELCOME);
                    while (socket.getInputStream().read(new byte[4096]) >= 0) {
                        continue;
                    }
                } catch (IOException gone) {
                    return;
                } finally {
                    open.decrementAndGet();
                }
            }
        };
        attending.setDaemon(true);
        attending.start();
    }

    @Override
    public void onState(Link.State state, String reason) {
        tell(state.name());
    }

    @Override
    public void onWelcome(JSONObject welcome, Identity identity) {
        tell("welcome");
    }

    @Override
    public void onMessage(JSONObject message) {
        tell(message.optString("type"));
    }

    private void tell(String what) {
        overlaps.addAndGet(inside.getAndIncrement());
        told.add(what);
        inside.decrementAndGet();
    }

    private void await(String state) throws InterruptedException {
        for (String next = ""; !state.equals(next);) {
            next = told.poll(8, TimeUnit.SECONDS);
            assertTrue(state + " does not come", next != null);
        }
    }

    private static int linkThreads() {
        int count = 0;
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            count += thread.getName().startsWith("link") ? 1 : 0;
        }
        return count;
    }
}
