package io.github.lowlightcam.phone.ui;

import io.github.lowlightcam.phone.net.Invitation;
import java.util.Locale;

/** What a person reads before the phone pairs with the computer of a link, which anybody may have written. */
final class Offer {
    private Offer() {
    }

    /** @param desktop the computer that is known now; '' for none */
    static String words(Invitation invitation, String desktop, Speech speech) {
        StringBuilder text = new StringBuilder(speech.say(Word.CONFIRM_TEXT, address(invitation)));
        if (!invitation.isCable()) {
            text.append('\n').append(speech.say(Word.CONFIRM_PRINT, pairs(invitation.fingerprint)));
        }
        if (!desktop.isEmpty()) text.append("\n\n").append(speech.say(Word.CONFIRM_INSTEAD, desktop));
        return text.toString();
    }

    /** Why a text is no link, in the person's language. */
    static Word fault(Invitation.Fault fault) {
        switch (fault) {
            case NO_CODE:
                return Word.NO_CODE;
            case NO_FINGERPRINT:
                return Word.NO_FINGERPRINT;
            case NOT_ENCRYPTED:
                return Word.NOT_ENCRYPTED;
            default:
                return Word.NOT_OURS;
        }
    }

    /** As the computer shows its fingerprint: pairs of digits with colons. */
    static String pairs(byte[] fingerprint) {
        StringBuilder text = new StringBuilder();
        for (byte each : fingerprint) {
            if (text.length() > 0) text.append(':');
            text.append(String.format(Locale.ROOT, "%02X", each));
        }
        return text.toString();
    }

    private static String address(Invitation invitation) {
        StringBuilder text = new StringBuilder();
        for (String host : invitation.hosts) {
            if (text.length() > 0) text.append(", ");
            text.append(host);
        }
        return text + ", " + invitation.port;
    }
}
