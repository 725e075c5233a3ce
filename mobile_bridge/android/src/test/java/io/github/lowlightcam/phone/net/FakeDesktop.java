package io.github.lowlightcam.phone.net;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A computer at the end of the cable that says whatever a test wants. */
final class FakeDesktop implements Closeable {
    static final String ANSWER = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: WebSocket\r\n"
            + "Connection: keep-alive, Upgrade\r\nSec-WebSocket-Accept: ";

    private final ServerSocket server;

    FakeDesktop() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
    }

    Invitation invitation() {
        return Invitation.parse("http://127.0.0.1:" + port() + "/#t=code");
    }

    int port() {
        return server.getLocalPort();
    }

    /** Waits for the next connection. */
    Socket accept() throws IOException {
        return server.accept();
    }

    /** Waits for the next connection and lets it be a WebSocket. */
    Socket welcome() throws IOException {
        Socket socket = accept();
        write(socket, ANSWER + accept(head(socket.getInputStream())) + "\r\n\r\n");
        return socket;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes("UTF-8"));
    }

    static void say(Socket socket, String text) throws IOException {
        byte[] payload = text.getBytes("UTF-8");
        byte[] length = payload.length < 126 ? new byte[] {(byte) payload.length}
                : new byte[] {126, (byte) (payload.length >> 8), (byte) payload.length};
        socket.getOutputStream().write(concat(new byte[] {(byte) 0x81}, length, payload));
    }

    static void sayClose(Socket socket, int code) throws IOException {
        socket.getOutputStream().write(new byte[] {(byte) 0x88, 2, (byte) (code >> 8), (byte) code});
    }

    static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        DataInputStream bytes = new DataInputStream(in);
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) bytes.readUnsignedByte());
        }
        return head.toString();
    }

    static String accept(String request) {
        String key = request.split("Sec-WebSocket-Key: ")[1].split("\r\n")[0] + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
        try {
            return Base64.padded(MessageDigest.getInstance("SHA-1").digest(key.getBytes(Frame.UTF_8)));
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException(never);
        }
    }

    /** The text of the next frame. */
    static String text(Socket socket) throws IOException {
        byte[] frame = frame(socket.getInputStream());
        return new String(frame, 1, frame.length - 1, "UTF-8");
    }

    /** The first byte of a client's next frame, which is short, and its payload without the mask. */
    static byte[] frame(InputStream stream) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        int first = in.readUnsignedByte();
        int length = in.readUnsignedByte() - Frame.MASKED;
        length = length == 126 ? in.readUnsignedShort() : length;
        byte[] mask = new byte[4];
        byte[] frame = new byte[1 + length];
        in.readFully(mask);
        in.readFully(frame, 1, length);
        frame[0] = (byte) first;
        for (int at = 0; at < length; at++) {
            frame[1 + at] ^= mask[at % 4];
        }
        return frame;
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.write(part, 0, part.length);
        }
        return all.toByteArray();
    }
}
