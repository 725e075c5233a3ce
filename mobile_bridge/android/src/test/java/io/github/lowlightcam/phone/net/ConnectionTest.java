package io.github.lowlightcam.phone.net;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** A connection, and a computer that says whatever a test wants. */
public final class ConnectionTest implements Connection.Events, Thread.UncaughtExceptionHandler {
    private static final byte[] PING = {(byte) 0x89, 2, 'h', 'i'};
    private static final byte[] CLOSE = {(byte) 0x88, 2, 0x0f, (byte) 0xa1}; // 4001

    private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    private final BlockingQueue<Integer> ends = new LinkedBlockingQueue<>();
    private final BlockingQueue<Throwable> faults = new LinkedBlockingQueue<>();
    private FakeDesktop desktop;

    @Before
    public void listen() throws IOException {
        desktop = new FakeDesktop();
        Thread.setDefaultUncaughtExceptionHandler(this);
    }

    @After
    public void nothingIsLeft() throws Exception {
        desktop.close();
        for (int wait = 0; wait < 100 && linkThreads() > 0; wait++) {
            Thread.sleep(50);
        }
        assertEquals(0, linkThreads());
        assertTrue(String.valueOf(faults.peek()), faults.isEmpty());
    }

    @Test(timeout = 20000)
    public void asItShouldBe() throws Exception {
        Connection connection = connect();
        try (Socket socket = desktop.accept()) {
            String request = FakeDesktop.head(socket.getInputStream());
            assertTrue(request, request.startsWith("GET /ws HTTP/1.1\r\nHost: 127.0.0.1:" + desktop.port()));
            FakeDesktop.write(socket, FakeDesktop.ANSWER + FakeDesktop.accept(request) + "\r\n\r\n");
            byte[] hello = FakeDesktop.frame(socket.getInputStream());
            assertEquals(0x81, hello[0] & 0xff);
            assertTrue(new String(hello, 1, hello.length - 1, "UTF-8").contains("\"token\":\"code\""));
            socket.getOutputStream().write(PING);
            assertArrayEquals(new byte[] {(byte) 0x8a, 'h', 'i'}, FakeDesktop.frame(socket.getInputStream()));
            socket.getOutputStream().write(new byte[] {(byte) 0x81, 2, '{', '}'});
            assertEquals("{}", texts.poll(5, TimeUnit.SECONDS));
            connection.sendText("last");
            connection.leave();
            assertEquals("last", new String(FakeDesktop.frame(socket.getInputStream()), "UTF-8").substring(1));
            assertArrayEquals(new byte[] {(byte) 0x88, 3, (byte) 0xe8}, FakeDesktop.frame(socket.getInputStream()));
            socket.getOutputStream().write(CLOSE);
            assertEquals(4001, (int) ends.poll(5, TimeUnit.SECONDS));
            assertEquals("the socket is closed", -1, socket.getInputStream().read());
        }
    }

    /** Not a WebSocket, or one with something in addition: no hello is said, for it has the code in it. */
    @Test(timeout = 60000)
    public void otherAnswersGetNoHello() throws Exception {
        String good = FakeDesktop.ANSWER + "ACCEPT\r\n\r\n";
        String[] others = {"", "\r\n\r\n", "SSH-2.0-x\r\n\r\n", good.replace("101", "200"), good.replace("1.1", "1.0"),
            good.replace("ACCEPT", "AAAA"), good.replace("Upgrade: W", "Upgrade: X"), good.replace(", Upgrade", ""),
            good.replace("\r\n\r\n", "\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n"),
            good.replace("\r\n\r\n", "\r\nSec-WebSocket-Protocol: x\r\n\r\n"),
            new String(new char[40000]).replace('\0', 'x'), good.substring(0, good.length() - 2)};
        for (String other : others) {
            connect();
            try (Socket socket = desktop.accept()) {
                String accept = FakeDesktop.accept(FakeDesktop.head(socket.getInputStream()));
                FakeDesktop.write(socket, other.replace("ACCEPT", accept));
                if (other.indexOf("\r\n\r\n") < 0) {
                    socket.shutdownOutput();
                }
                assertEquals(Connection.NO_CLOSE_FRAME, (int) ends.poll(3, TimeUnit.SECONDS));
                assertEquals(other, -1, afterReset(socket));
            }
        }
    }

    /** Six hundred conversations with bytes changed, cut out and put in twice; the seed is fixed. */
    @Test(timeout = 120000)
    public void damagedConversationsEnd() throws Exception {
        Random random = new Random(7);
        byte[] good = FakeDesktop.concat(new byte[] {(byte) 0x81, 16}, "{\"type\":\"wel\"  }".getBytes("UTF-8"), PING,
                new byte[] {1, 1, '{'}, PING, new byte[] {(byte) 0x80, 1, '}'}, CLOSE);
        int closed = 0;
        for (int round = 0; round < 600; round++) {
            Connection connection = connect();
            try (Socket socket = desktop.welcome()) {
                socket.getOutputStream().write(damage(good, random));
                socket.shutdownOutput();
                Integer code = ends.poll(5, TimeUnit.SECONDS);
                assertTrue("it ends", code != null);
                closed += code == 4001 ? 1 : 0;
            }
            connection.abort();
        }
        assertTrue("some are whole: " + closed, closed > 20 && closed < 580);
        assertTrue("it ends once", ends.isEmpty());
    }

    @Test
    public void tlsIsNotOlderThanItMayBe() {
        String[] old = {"SSLv2Hello", "SSLv3", "TLSv1", "TLSv1.1", "TLSv1.2"};
        assertArrayEquals(new String[] {"TLSv1.2"}, Tls.versions(old));
    }

    @Test(timeout = 20000)
    public void whoIsNotThereIsTold() throws Exception {
        desktop.close();
        connect();
        assertEquals(Connection.NO_CLOSE_FRAME, (int) ends.poll(5, TimeUnit.SECONDS));
    }

    /** One that takes the connection and says nothing, at each step. */
    @Test(timeout = 30000)
    public void whoSaysNothingIsLeft() throws Exception {
        connect();
        try (Socket silent = desktop.accept()) {
            FakeDesktop.head(silent.getInputStream());
            assertEquals(Connection.NO_CLOSE_FRAME, (int) ends.poll(8, TimeUnit.SECONDS));
        }
        Connection connection = connect();
        try (Socket silent = desktop.accept()) {
            FakeDesktop.head(silent.getInputStream());
            connection.abort();
            assertEquals(Connection.NO_CLOSE_FRAME, (int) ends.poll(2, TimeUnit.SECONDS));
        }
        connection = new Connection(Target.of(desktop.invitation(), "Test"), SocketFactory.getDefault(), this);
        connection.abort();
        connection.start();
        assertEquals("ended before it began", Connection.NO_CLOSE_FRAME, (int) ends.poll(2, TimeUnit.SECONDS));
        Connection full = connect();
        try (Socket silent = desktop.welcome()) {
            FakeDesktop.frame(silent.getInputStream());
            while (full.waitingBytes() < 4_000_000) {
                full.sendBinary(new byte[0], ByteBuffer.allocate(400_000));
                Thread.sleep(10);
            }
            full.abort();
            assertEquals(Connection.NO_CLOSE_FRAME, (int) ends.poll(5, TimeUnit.SECONDS));
        }
    }

    @Override
    public void onText(Connection from, String text) throws ProtocolFault {
        texts.add(text);
        Messages.parse(text.equals("{}") ? "{\"type\":\"\"}" : text);
    }

    @Override
    public void onEnd(Connection from, int code, String refusal) {
        ends.add(code);
    }

    @Override
    public void uncaughtException(Thread thread, Throwable fault) {
        faults.add(fault);
    }

    private Connection connect() {
        Target target = Target.of(desktop.invitation(), "Test");
        Connection connection = new Connection(target, SocketFactory.getDefault(), this);
        connection.start();
        return connection;
    }

    private static int afterReset(Socket socket) {
        try {
            return socket.getInputStream().read();
        } catch (IOException reset) {
            return -1;
        }
    }

    private static byte[] damage(byte[] good, Random random) {
        byte[] data = good.clone();
        for (int change = random.nextInt(4); change > 0; change--) {
            int at = random.nextInt(data.length);
            int end = Math.min(data.length, at + random.nextInt(9));
            byte[] some = new byte[random.nextInt(9)];
            random.nextBytes(some);
            data = random.nextBoolean()
                    ? FakeDesktop.concat(Arrays.copyOf(data, at), some, Arrays.copyOfRange(data, end, data.length))
                    : FakeDesktop.concat(Arrays.copyOf(data, end), Arrays.copyOfRange(data, at, data.length));
        }
        return data;
    }

    private static int linkThreads() {
        int count = 0;
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            count += thread.getName().startsWith("link ") ? 1 : 0;
        }
        return count;
    }
}
