package io.github.lowlightcam.phone.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/** How a WebSocket begins (RFC 6455, section 4): an HTTP request, and an answer that shows it was understood. */
final class Handshake {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int MOST_BYTES = 16 * 1024;
    private static final Charset ASCII = Charset.forName("US-ASCII");

    private Handshake() {}

    /**
     * Asks for a WebSocket and waits for the answer.
     *
     * @param nonce 16 bytes that nobody can foresee
     * @throws IOException if the answer is another
     */
    static void shake(InputStream in, OutputStream out, String host, int port, byte[] nonce) throws IOException {
        String key = Base64.padded(nonce);
        String authority = (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
        String request = "GET /ws HTTP/1.1\r\nHost: " + authority + "\r\nUpgrade: websocket\r\n"
                + "Connection: Upgrade\r\nSec-WebSocket-Key: " + key + "\r\nSec-WebSocket-Version: 13\r\n\r\n";
        out.write(request.getBytes(ASCII));
        out.flush();
        check(head(in), Base64.padded(sha1(key + GUID)));
    }

    /** Byte by byte, for what comes after it is no part of it. */
    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (!(head.length() >= 4 && head.substring(head.length() - 4).equals("\r\n\r\n"))) {
            int next = in.read();
            if (next < 0 || head.length() == MOST_BYTES) {
                throw new ProtocolFault(ProtocolFault.BROKEN, "no answer in HTTP");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static void check(String head, String accept) throws ProtocolFault {
        String[] lines = head.split("\r\n");
        boolean isWebSocket = head.startsWith("HTTP/1.1 101 ")
                && header(lines, "upgrade").toLowerCase(Locale.ROOT).equals("websocket")
                && header(lines, "connection").toLowerCase(Locale.ROOT).contains("upgrade")
                && header(lines, "sec-websocket-accept").equals(accept);
        boolean hasMore = !header(lines, "sec-websocket-extensions").isEmpty()
                || !header(lines, "sec-websocket-protocol").isEmpty();
        if (!isWebSocket || hasMore) {
            throw new ProtocolFault(ProtocolFault.BROKEN, "the answer is not that of a WebSocket");
        }
    }

    private static String header(String[] lines, String name) {
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon > 0 && line.substring(0, colon).toLowerCase(Locale.ROOT).equals(name)) {
                return line.substring(colon + 1).trim();
            }
        }
        return "";
    }

    private static byte[] sha1(String text) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(text.getBytes(ASCII));
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException(never);
        }
    }
}
