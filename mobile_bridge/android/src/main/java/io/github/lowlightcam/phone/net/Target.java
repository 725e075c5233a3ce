package io.github.lowlightcam.phone.net;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;

/** To whom a {@link Link} connects, and as whom. Immutable. */
final class Target {
    static final Target NONE = new Target(Identity.NONE, "", "");

    private static final int MOST_HOSTS = 8;

    /** First in the list is who is tried next; all but the secret is known at pairing too. */
    private final Identity identity;
    private final String phoneName;
    private final String token;

    private Target(Identity identity, String phoneName, String token) {
        this.identity = identity;
        this.phoneName = phoneName;
        this.token = token;
    }

    static Target of(Invitation invitation, String phoneName) {
        Identity nobody = new Identity("", "", "", invitation.hosts, invitation.port, invitation.fingerprint,
                new byte[0]);
        return new Target(nobody, phoneName, invitation.token);
    }

    static Target of(Identity identity, String phoneName) {
        return identity.isPaired() ? new Target(identity, phoneName, "") : NONE;
    }

    boolean isNone() {
        return identity.hosts.isEmpty();
    }

    String host() {
        return identity.hosts.get(0);
    }

    int port() {
        return identity.port;
    }

    /** Through the cable it is not. */
    boolean isEncrypted() {
        return !identity.isCable();
    }

    Pin pin() {
        return new Pin(identity.fingerprint, identity.publicKey);
    }

    String hello() {
        return token.isEmpty() ? Messages.hello(phoneName, identity.phone, identity.secret)
                : Messages.hello(phoneName, token);
    }

    /** The same, but the next host's turn. */
    Target next() {
        List<String> hosts = new ArrayList<>(identity.hosts);
        Collections.rotate(hosts, -1);
        Identity turned = new Identity(identity.phone, identity.secret, identity.desktop, hosts, identity.port,
                identity.fingerprint, identity.publicKey);
        return new Target(turned, phoneName, token);
    }

    /**
     * Who this phone is from now on.
     *
     * @param shown has seen the certificate of the computer that has said it
     * @throws JSONException if the welcome lacks something
     */
    Identity welcomed(JSONObject welcome, Pin shown) throws JSONException {
        String secret = welcome.optString("secret", identity.secret);
        String phone = welcome.getString("phone");
        if (secret.isEmpty() || phone.isEmpty()) {
            throw new JSONException("a welcome to nobody");
        }
        return new Identity(phone, secret, welcome.getString("desktop"), hosts(welcome), identity.port,
                shown.fingerprint(), shown.publicKey());
    }

    Target as(Identity welcomed) {
        return of(welcomed, phoneName);
    }

    /** Those that are known, and the other origins that the computer says it has. */
    private List<String> hosts(JSONObject welcome) {
        List<String> hosts = new ArrayList<>(identity.hosts);
        JSONArray origins = welcome.optJSONArray("alternatives");
        for (int at = 0; origins != null && isEncrypted() && at < origins.length(); at++) {
            String origin = origins.optString(at);
            String end = ":" + identity.port;
            if (origin.startsWith("https://") && origin.endsWith(end)) {
                String host = origin.substring("https://".length(), origin.length() - end.length());
                if (!hosts.contains(host) && hosts.size() < MOST_HOSTS && InvitationText.isHost(host)) {
                    hosts.add(host);
                }
            }
        }
        return hosts;
    }
}
