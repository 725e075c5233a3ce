package io.github.lowlightcam.phone.net;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/** One WebSocket (RFC 6455) from connecting to its end: a thread that reads, and one that writes. */
final class Connection {
    /** Is told of one connection, on its reading thread. */
    interface Events {
        /** @throws ProtocolFault if it is no message; that ends the connection */
        void onText(Connection from, String text) throws ProtocolFault;

        /**
         * It has ended, or never began.
         *
         * @param code of the close frame; 1006 without one
         * @param refusal {@link Pin#refusal}
         */
        void onEnd(Connection from, int code, String refusal);
    }

    static final int NO_CLOSE_FRAME = 1006;

    private static final int CONNECT_MS = 3000;
    private static final int HANDSHAKE_MS = 4000;
    /** For the other side to take what is left, and to say good-bye. */
    private static final int FAREWELL_MS = 1000;
    private static final int NORMAL = 1000;
    /** Small: what waits shall wait where the encoder sees it. 64 KiB are 10 Mbit/s at 50 ms there and back. */
    private static final int SEND_BUFFER_BYTES = 64 * 1024;
    private static final int NONCE_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    final Target target;
    final Pin pin;

    private final SocketFactory sockets;
    private final Events events;
    private final Outbox outbox = new Outbox();
    private final CountDownLatch readingEnded = new CountDownLatch(1);
    private volatile long heardNs = System.nanoTime();
    /** The connection below TLS: closing it ends whatever waits for it. */
    private Socket below = new Socket();
    private boolean isAborted;

    Connection(Target target, SocketFactory sockets, Events events) {
        this.target = target;
        this.pin = target.pin();
        this.sockets = target.isEncrypted() ? sockets : SocketFactory.getDefault();
        this.events = events;
    }

    void start() {
        spawn("link reads", new Runnable() {
            @Override
            public void run() {
                read();
            }
        });
    }

    /** When something was heard last, by {@link System#nanoTime}. */
    long heardNs() {
        return heardNs;
    }

    long waitingBytes() {
        return outbox.waitingBytes();
    }

    boolean sendText(String text) {
        return outbox.put(Frame.text(text, RANDOM.nextInt()));
    }

    /** Sends before all that waits. */
    void sendTextFirst(String text) {
        outbox.putFirst(Frame.text(text, RANDOM.nextInt()));
    }

    /** @param body from its position to its limit, which stay */
    boolean sendBinary(byte[] head, ByteBuffer body) {
        return outbox.put(Frame.write(Frame.BINARY, head, body, RANDOM.nextInt()));
    }

    /** Sends what waits, says good-bye and ends; {@link #abort} if that takes long. */
    void leave() {
        close(NORMAL);
    }

    /** Ends it now. */
    void abort() {
        synchronized (this) {
            isAborted = true;
            close(below);
        }
        outbox.close();
    }

    private void read() {
        int code = NO_CLOSE_FRAME;
        try {
            code = serve(begin());
        } catch (IOException | SecurityException gone) { // the latter where the app may not use networks
            abort();
        }
        outbox.close();
        readingEnded.countDown();
        events.onEnd(this, code, pin.refusal());
    }

    private FrameReader begin() throws IOException {
        Socket socket = open();
        InputStream in = new BufferedInputStream(socket.getInputStream());
        Handshake.shake(in, socket.getOutputStream(), target.host(), target.port(), nonce());
        socket.setSoTimeout(0);
        outbox.putFirst(Frame.text(target.hello(), RANDOM.nextInt()));
        write(socket);
        return new FrameReader(in, Messages.MOST_TEXT_BYTES);
    }

    private Socket open() throws IOException {
        Socket plain = sockets.createSocket();
        synchronized (this) {
            below = plain;
            if (isAborted) {
                close(plain);
            }
        }
        plain.setTcpNoDelay(true);
        plain.setSendBufferSize(SEND_BUFFER_BYTES);
        plain.connect(new InetSocketAddress(target.host(), target.port()), CONNECT_MS);
        plain.setSoTimeout(HANDSHAKE_MS);
        return target.isEncrypted() ? encrypted(plain) : plain;
    }

    private SSLSocket encrypted(Socket plain) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS"); // its own: a session that is resumed is not checked
            context.init(null, new TrustManager[] {pin}, RANDOM);
            SSLSocket socket = (SSLSocket) context.getSocketFactory()
                    .createSocket(plain, target.host(), target.port(), true);
            socket.setEnabledProtocols(Tls.versions(socket.getSupportedProtocols()));
            socket.startHandshake();
            return socket;
        } catch (GeneralSecurityException none) {
            throw new IOException(none);
        }
    }

    /** Reads until the end; its code. */
    private int serve(FrameReader reader) throws IOException {
        try {
            Frame frame = reader.read();
            while (frame.opcode != Frame.CLOSE) {
                heardNs = System.nanoTime();
                take(frame);
                frame = reader.read();
            }
            int code = FrameReader.closeCode(frame.payload);
            close(NORMAL);
            return code;
        } catch (ProtocolFault fault) {
            close(fault.code);
            return NO_CLOSE_FRAME;
        }
    }

    private void take(Frame frame) throws ProtocolFault {
        if (frame.opcode == Frame.TEXT) {
            events.onText(this, FrameReader.text(frame.payload));
        } else if (frame.opcode == Frame.PING) {
            outbox.putFirst(Frame.write(Frame.PONG, frame.payload, ByteBuffer.allocate(0), RANDOM.nextInt()));
        } else if (frame.opcode == Frame.BINARY) {
            throw new ProtocolFault(ProtocolFault.OTHER_KIND, "no text");
        }
    }

    private void close(int code) {
        outbox.put(Frame.close(code, RANDOM.nextInt()));
        outbox.close();
    }

    private void write(final Socket socket) {
        spawn("link writes", new Runnable() {
            @Override
            public void run() {
                try {
                    OutputStream out = socket.getOutputStream();
                    for (byte[] frame = outbox.take(); frame != Outbox.END; frame = outbox.take()) {
                        out.write(frame);
                        outbox.written(frame);
                    }
                    readingEnded.await(FAREWELL_MS, TimeUnit.MILLISECONDS);
                    close(socket);
                } catch (IOException | InterruptedException gone) {
                    abort(); // the reading ends by that
                }
            }
        });
    }

    private static byte[] nonce() {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        return nonce;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException ended) {
            return; // that was wanted
        }
    }

    private static void spawn(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
