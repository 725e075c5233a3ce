package io.github.lowlightcam.phone.ui;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.github.lowlightcam.phone.net.Invitation;
import org.junit.Test;

public class OfferTest {
    private static final String PRINT = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";
    private static final String LINK =
        "lowlightcam://pair?h=192.168.1.7&h=desk.local&p=8443&t=abcdefghijklmnopqrstuv&f=" + PRINT;
    private final Speech speech = new Bare();

    @Test
    public void aLinkIsShownWithAllThatTellsTheComputer() {
        String words = Offer.words(Invitation.parse(LINK), "", speech);
        assertTrue(words, words.startsWith("CONFIRM_TEXT[192.168.1.7, desk.local, 8443]\n"));
        assertTrue(words, words.contains("CONFIRM_PRINT[00:01:02:"));
        assertTrue(words, words.contains(":1E:1F]"));
        assertFalse(words, words.contains("abcdefgh"));
        assertFalse(words, words.contains("CONFIRM_INSTEAD"));
        assertTrue(Offer.words(Invitation.parse(LINK), "desk", speech).endsWith("CONFIRM_INSTEAD[desk]"));
    }

    @Test
    public void aCableHasNoFingerprint() {
        Invitation cable = Invitation.parse("http://localhost:8081/#t=abcdefghijklmnopqrstuv");
        assertEquals("CONFIRM_TEXT[localhost, 8081]", Offer.words(cable, "", speech));
    }

    @Test
    public void everyFaultHasItsOwnWords() {
        for (Invitation.Fault fault : Invitation.Fault.values()) {
            assertEquals(fault.name(), Offer.fault(fault).name());
        }
    }
}
