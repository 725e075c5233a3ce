package io.github.lowlightcam.phone.net;

import java.io.UnsupportedEncodingException;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** How an {@link Invitation} is written. */
final class InvitationText {
    private static final int LONGEST = 2048;
    private static final int FINGERPRINT_BYTES = 32;
    private static final String LINK = "lowlightcam://pair?";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");
    private static final Pattern ADDRESS_6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private InvitationText() {}

    static Invitation parse(String text) {
        String trimmed = text.trim();
        if (trimmed.length() > LONGEST) {
            throw new Invitation.Unusable(Invitation.Fault.NOT_OURS);
        }
        String scheme = trimmed.substring(0, Math.max(0, trimmed.indexOf("://"))).toLowerCase(java.util.Locale.ROOT);
        String rest = trimmed.substring(Math.min(trimmed.length(), scheme.length() + 3));
        if (scheme.equals("lowlightcam")) {
            return link(rest);
        }
        if (scheme.equals("https") || scheme.equals("http")) {
            return address(rest, scheme.equals("https"));
        }
        throw new Invitation.Unusable(Invitation.Fault.NOT_OURS);
    }

    private static Invitation link(String rest) {
        String start = LINK.substring("lowlightcam://".length());
        String fields = rest.startsWith("pair/?") ? rest.substring(6) : rest.startsWith(start)
                ? rest.substring(start.length()) : "";
        List<String> hosts = all(fields, "h");
        return invitation(hosts, one(fields, "p"), fields, one(fields, "f").length() > 0);
    }

    private static Invitation address(String rest, boolean isEncrypted) {
        int end = rest.indexOf('/') < 0 ? rest.indexOf('#') : rest.indexOf('/');
        String authority = end < 0 ? rest : rest.substring(0, end);
        String after = end < 0 ? "" : rest.substring(end);
        String fields = after.startsWith("/#") ? after.substring(2) : after.startsWith("#") ? after.substring(1) : "";
        if (fields.isEmpty() && !after.isEmpty() && !after.equals("/") && !after.endsWith("#")) {
            throw new Invitation.Unusable(Invitation.Fault.NOT_OURS);
        }
        int colon = authority.lastIndexOf(':');
        if (colon < 0) {
            throw new Invitation.Unusable(Invitation.Fault.NOT_OURS);
        }
        List<String> hosts = Arrays.asList(authority.substring(0, colon));
        return invitation(hosts, authority.substring(colon + 1), fields, isEncrypted);
    }

    private static Invitation invitation(List<String> named, String portText, String fields, boolean isEncrypted) {
        List<String> hosts = new ArrayList<>();
        for (String host : named) {
            hosts.add(host(host));
        }
        int port = PORT.matcher(portText).matches() ? Integer.parseInt(portText) : 0;
        if (hosts.isEmpty() || port < 1 || port > 65535) {
            throw new Invitation.Unusable(Invitation.Fault.NOT_OURS);
        }
        if (!isEncrypted && !areHere(hosts)) {
            throw new Invitation.Unusable(named.size() > 1 || fields.contains("h=")
                    ? Invitation.Fault.NO_FINGERPRINT : Invitation.Fault.NOT_ENCRYPTED);
        }
        String token = one(fields, "t");
        if (!TOKEN.matcher(token).matches()) {
            throw new Invitation.Unusable(Invitation.Fault.NO_CODE);
        }
        return new Invitation(hosts, port, token, isEncrypted ? fingerprint(one(fields, "f")) : new byte[0]);
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
        StringBuilder link = new StringBuilder(LINK);
        for (String host : invitation.hosts) {
            link.append("h=").append(host).append('&');
        }
        link.append("p=").append(invitation.port).append("&t=").append(invitation.token);
        return link.append(invitation.isCable() ? "" : "&f=" + Base64.url(invitation.fingerprint)).toString();
    }
}
