package io.github.lowlightcam.phone.net;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.json.JSONArray;
import org.json.JSONException;
import org.json.JSONObject;

/**
 * What this phone keeps of a computer that it is paired with: who it is there, where that is, and whom to trust.
 * Immutable; as text it holds a secret.
 */
public final class Identity {
    /** That of a phone that is not paired. */
    public static final Identity NONE =
            new Identity("", "", "", Collections.<String>emptyList(), 0, new byte[0], new byte[0]);

    private static final int HASH_BYTES = 32;

    /** The name that the computer gave this phone, for {@code hello}. */
    public final String phone;
    /** What proves it, for {@code hello}. */
    public final String secret;
    /** The computer's name, for people. */
    public final String desktop;
    /** Addresses and names of the computer, the one that was reached last first. */
    public final List<String> hosts;
    /** 1 to 65535. */
    public final int port;
    /** SHA-256 of its certificate (DER): 32 bytes, or none if it is paired through the cable. Not to be changed. */
    public final byte[] fingerprint;
    /**
     * SHA-256 of that certificate's public key (SubjectPublicKeyInfo): 32 bytes, or none through the cable. By it a
     * certificate that was renewed is still that of the same computer. Not to be changed.
     */
    public final byte[] publicKey;

    public Identity(String phone, String secret, String desktop, List<String> hosts, int port, byte[] fingerprint,
            byte[] publicKey) {
        this.phone = phone;
        this.secret = secret;
        this.desktop = desktop;
        this.hosts = Collections.unmodifiableList(new ArrayList<>(hosts));
        this.port = port;
        this.fingerprint = fingerprint;
        this.publicKey = publicKey;
    }

    /** Tells whether there is a computer. */
    public boolean isPaired() {
        return !secret.isEmpty();
    }

    /** Tells whether it goes through a USB cable, to this phone's own address and without encryption. */
    public boolean isCable() {
        return fingerprint.length == 0;
    }

    /** The same computer, found at another address, which is tried first from now on. */
    public Identity at(String host, int newPort) {
        List<String> others = new ArrayList<>(hosts);
        others.remove(host);
        others.add(0, host);
        return new Identity(phone, secret, desktop, others, newPort, fingerprint, publicKey);
    }

    /** Reads what {@link #toString} wrote; {@link #NONE} if that is damaged or empty. */
    public static Identity parse(String text) {
        try {
            JSONObject fields = new JSONObject(text);
            JSONArray addresses = fields.getJSONArray("hosts");
            List<String> hosts = new ArrayList<>();
            for (int at = 0; at < addresses.length(); at++) {
                hosts.add(addresses.getString(at));
            }
            Identity read = new Identity(fields.getString("phone"), fields.getString("secret"),
                    fields.getString("desktop"), hosts, fields.getInt("port"),
                    Base64.parse(fields.getString("fingerprint")), Base64.parse(fields.getString("public_key")));
            return read.isWhole() ? read : NONE;
        } catch (JSONException | IllegalArgumentException damaged) {
            return NONE;
        }
    }

    private boolean isWhole() {
        boolean isPinned = fingerprint.length == HASH_BYTES && publicKey.length == HASH_BYTES;
        boolean isHere = fingerprint.length == 0 && publicKey.length == 0 && InvitationText.areHere(hosts);
        return isPaired() && !phone.isEmpty() && !hosts.isEmpty() && port > 0 && port < 65536 && (isPinned || isHere);
    }

    /** As JSON; empty if the phone is not paired. */
    @Override
    public String toString() {
        if (!isPaired()) {
            return "";
        }
        try {
            return new JSONObject().put("phone", phone).put("secret", secret).put("desktop", desktop)
                    .put("hosts", new JSONArray(hosts)).put("port", port)
                    .put("fingerprint", Base64.url(fingerprint)).put("public_key", Base64.url(publicKey)).toString();
        } catch (JSONException never) {
            throw new IllegalStateException(never);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Identity && toString().equals(other.toString());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(fingerprint) ^ phone.hashCode();
    }
}
