package io.github.lowlightcam.phone.net;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** What the computer's QR code says: where it is, whom to trust there, and a code that is good once. Immutable. */
public final class Invitation {
    /** Why a text is no invitation. */
    public enum Fault {
        /** Something else altogether, or a part of one. */
        NOT_OURS("This is no code of LowLight Cam."),
        /** An address of the computer that lacks the one-time code: it has been used, or left away. */
        NO_CODE("The one-time code is missing. Show a new code on the computer and scan that."),
        /** Without the whole fingerprint nobody can tell whether it is the computer that answers. */
        NO_FINGERPRINT("The computer's fingerprint is missing. Is LowLight Cam on the computer up to date?"),
        /** Not encrypted, and not by the cable. */
        NOT_ENCRYPTED("Without encryption the app goes by the cable only.");

        final String words;

        Fault(String words) {
            this.words = words;
        }
    }

    /** Thrown by {@link #parse}; the message is a sentence for the person. */
    public static final class Unusable extends IllegalArgumentException {
        /** For words in the person's language. */
        public final Fault fault;

        Unusable(Fault fault) {
            super(fault.words);
            this.fault = fault;
        }
    }

    /** Addresses and names of the computer, to be tried in turn; not empty. */
    public final List<String> hosts;
    /** 1 to 65535. */
    public final int port;
    /** The one-time code. */
    public final String token;
    /** SHA-256 of the computer's certificate (DER): 32 bytes, or none through the cable. Not to be changed. */
    public final byte[] fingerprint;

    Invitation(List<String> hosts, int port, String token, byte[] fingerprint) {
        this.hosts = Collections.unmodifiableList(hosts);
        this.port = port;
        this.token = token;
        this.fingerprint = fingerprint;
    }

    /** Tells whether it goes through a USB cable, to this phone's own address and without encryption. */
    public boolean isCable() {
        return fingerprint.length == 0;
    }

    /**
     * Reads the text of a QR code, a link or what somebody typed:
     *
     * <pre>
     *     https://HOST:PORT/#t=TOKEN&amp;f=FINGERPRINT
     *     lowlightcam://pair?h=HOST&amp;h=HOST&amp;p=PORT&amp;t=TOKEN&amp;f=FINGERPRINT
     *     http://localhost:PORT/#t=TOKEN                  through the cable
     *     lowlightcam://pair?h=localhost&amp;p=PORT&amp;t=TOKEN
     * </pre>
     *
     * @throws Unusable if it is none of these
     */
    public static Invitation parse(String text) {
        return InvitationText.parse(text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Invitation && toString().equals(other.toString());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(fingerprint) ^ token.hashCode();
    }

    /** As a link that {@link #parse} reads. */
    @Override
    public String toString() {
        return InvitationText.write(this);
    }
}
