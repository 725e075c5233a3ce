package io.github.lowlightcam.phone.net;

import java.io.UnsupportedEncodingException;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How an {@link Invitation} is written. */
final class InvitationText {
    private static final int LONGEST = 2048;
    private static final int FINGERPRINT_BYTES = 32;
    /** Host, port, and what is after the #. */
    private static final Pattern ADDRESS = Pattern.compile("([^/#?]+):([0-9]{1,5})/?#(.*)");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");
    private static final Pattern ADDRESS_6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private InvitationText() {}

    static Invitation parse(String text) {
        String trimmed = text.trim();
        int end = trimmed.indexOf("://");
        if (end < 0 || trimmed.length() > LONGEST) {
            throw new Invitation.Unusable(Invitation.Fault.NOT_OURS);
        }
        String rest = trimmed.substring(end + "://".length());
        switch (trimmed.substring(0, end).toLowerCase(Locale.ROOT)) {
            case "lowlightcam":
                return link(rest);
            case "https":
                return address(rest, true);
            case "http":
                return address(rest, false);
            default:
                throw new Invitation.Unusable(Invitation.Fault.NOT_OURS);
        }
    }

    private static Invitation link(String rest) {
        int start = rest.indexOf('?');
        String path = rest.substring(0, Math.max(0, start));
        if (!path.equals("pair") && !path.equals("pair/")) {
            throw new Invitation.Unusable(Invitation.Fault.NOT_OURS);
        }
        String fields = rest.substring(start + 1);
        List<String> hosts = hosts(all(fields, "h"));
        boolean isEncrypted = !one(fields, "f").isEmpty();
        if (!isEncrypted && !areHere(hosts)) {
            throw new Invitation.Unusable(Invitation.Fault.NO_FINGERPRINT);
        }
        return invitation(hosts, one(fields, "p"), fields, isEncrypted);
    }

    private static Invitation address(String rest, boolean isEncrypted) {
        Matcher parts = ADDRESS.matcher(rest.contains("#") ? rest : rest + "#");
        if (!parts.matches()) {
            throw new Invitation.Unusable(Invitation.Fault.NOT_OURS);
        }
        List<String> hosts = hosts(Arrays.asList(parts.group(1)));
        if (!isEncrypted && !areHere(hosts)) {
            throw new Invitation.Unusable(Invitation.Fault.NOT_ENCRYPTED);
        }
        return invitation(hosts, parts.group(2), parts.group(3), isEncrypted);
    }

    private static Invitation invitation(List<String> hosts, String portText, String fields, boolean isEncrypted) {
        int port = PORT.matcher(portText).matches() ? Integer.parseInt(portText) : 0;
        if (hosts.isEmpty() || port < 1 || port > 65535) {
            throw new Invitation.Unusable(Invitation.Fault.NOT_OURS);
        }
        String token = one(fields, "t");
        if (!TOKEN.matcher(token).matches()) {
            throw new Invitation.Unusable(Invitation.Fault.NO_CODE);
        }
        return new Invitation(hosts, port, token, isEncrypted ? fingerprint(one(fields, "f")) : new byte[0]);
    }

    private static List<String> hosts(List<String> named) {
        List<String> hosts = new ArrayList<>();
        for (String host : named) {
            hosts.add(host(host));
        }
        return hosts;
    }

    /** Without the brackets that an IPv6 address has in a link. */
    private static String host(String text) {
        String bare = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        if (isHost(bare)) {
            return bare;
        }
        throw new Invitation.Unusable(Invitation.Fault.NOT_OURS);
    }

    static boolean isHost(String text) {
        return text.indexOf(':') < 0 ? NAME.matcher(text).matches() : ADDRESS_6.matcher(text).matches();
    }

    private static byte[] fingerprint(String text) {
        try {
            byte[] data = Base64.parse(text);
            if (data.length == FINGERPRINT_BYTES) {
                return data;
            }
        } catch (IllegalArgumentException none) {
            throw new Invitation.Unusable(Invitation.Fault.NO_FINGERPRINT);
        }
        throw new Invitation.Unusable(Invitation.Fault.NO_FINGERPRINT);
    }

    /** The phone itself, where the cable begins. */
    static boolean areHere(List<String> hosts) {
        for (String host : hosts) {
            if (!host.equals("localhost") && !host.equals("127.0.0.1")) {
                return false;
            }
        }
        return true;
    }

    private static String one(String fields, String name) {
        List<String> values = all(fields, name);
        return values.isEmpty() ? "" : values.get(0);
    }

    private static List<String> all(String fields, String name) {
        List<String> values = new ArrayList<>();
        for (String field : fields.split("&")) {
            if (field.startsWith(name + "=")) {
                values.add(decoded(field.substring(name.length() + 1)));
            }
        }
        return values;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, "UTF-8");
        } catch (UnsupportedEncodingException | IllegalArgumentException rubbish) {
            throw new Invitation.Unusable(Invitation.Fault.NOT_OURS);
        }
    }

    static String write(Invitation invitation) {
        StringBuilder link = new StringBuilder("lowlightcam://pair?");
        for (String host : invitation.hosts) {
            link.append("h=").append(host).append('&');
        }
        link.append("p=").append(invitation.port).append("&t=").append(invitation.token);
        return link.append(invitation.isCable() ? "" : "&f=" + Base64.url(invitation.fingerprint)).toString();
    }
}
