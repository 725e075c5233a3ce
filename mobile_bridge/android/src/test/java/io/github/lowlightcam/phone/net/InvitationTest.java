package io.github.lowlightcam.phone.net;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.junit.Assert.fail;

import java.util.Arrays;
import java.util.Random;
import org.junit.Test;

public final class InvitationTest {
    private static final String F = "AAgQGCAoMDhASFBYYGhweICIkJigqLC4wMjQ2ODo8Pg";
    private static final String T = "Zr7pQx0mWc3vLd9sTe1f02";

    @Test
    public void theCodeOnTheComputersScreen() {
        Invitation read = Invitation.parse(" https://192.168.1.5:8443/#t=" + T + "&f=" + F + "\n");
        assertEquals(Arrays.asList("192.168.1.5"), read.hosts);
        assertEquals(8443, read.port);
        assertEquals(T, read.token);
        assertEquals(F, Base64.url(read.fingerprint));
        assertFalse(read.isCable());
    }

    @Test
    public void theLinkOfTheApp() {
        String link = "lowlightcam://pair?h=192.168.1.5&h=fe80::1&h=my-pc.local&p=8443&t=" + T + "&f=" + F;
        Invitation read = Invitation.parse(link);
        assertEquals(Arrays.asList("192.168.1.5", "fe80::1", "my-pc.local"), read.hosts);
        assertEquals(link, read.toString());
        assertEquals(read, Invitation.parse("LOWLIGHTCAM://pair/?f=" + F + "&t=" + T
                + "&p=8443&h=192.168.1.5&h=%5bfe80::1%5D&h=my-pc.local&x=new"));
    }

    @Test
    public void throughTheCable() {
        Invitation page = Invitation.parse("http://localhost:8444/#t=" + T);
        assertTrue(page.isCable());
        assertEquals(page, Invitation.parse("lowlightcam://pair?h=localhost&p=8444&t=" + T));
        assertEquals(page, Invitation.parse(page.toString()));
        assertTrue(Invitation.parse("http://127.0.0.1:8444/#t=" + T).isCable());
        assertFalse(Invitation.parse("https://localhost:8444/#t=" + T + "&f=" + F).isCable());
    }

    @Test
    public void anAddressOfVersionSix() {
        assertEquals(Arrays.asList("fd00::5"), Invitation.parse("https://[fd00::5]:8443/#t=" + T + "&f=" + F).hosts);
    }

    @Test
    public void whatIsNoneIsSaidInWords() {
        String[] others = {
            "", "x", "https://", "https:///", "https://example.org/", "WIFI:S:home;P:secret;;", "mailto:a@b.c",
            "https://192.168.1.5:8443/other#t=" + T + "&f=" + F, "https://192.168.1.5:0/#t=" + T + "&f=" + F,
            "https://192.168.1.5:65536/#t=" + T + "&f=" + F, "https://192.168.1.5:84x3/#t=" + T + "&f=" + F,
            "https://a b:8443/#t=" + T + "&f=" + F, "https://-a:8443/#t=" + T + "&f=" + F,
            "https://me@192.168.1.5:8443/#t=" + T + "&f=" + F, "ftp://192.168.1.5:8443/#t=" + T + "&f=" + F,
            "lowlightcam://pair", "lowlightcam://pair?p=8443&t=" + T + "&f=" + F,
            "lowlightcam://other?h=a&p=8443&t=" + T + "&f=" + F, "lowlightcam://pair?h=%zz&p=1&t=" + T + "&f=" + F,
            "https://192.168.1.5:8443/#t=" + new String(new char[3000]).replace('\0', 'x'),
        };
        for (String other : others) {
            refused(other, Invitation.Fault.NOT_OURS);
        }
        for (String used : new String[] {"https://10.0.0.1:8443/", "https://10.0.0.1:8443", "https://10.0.0.1:8443/#",
            "https://10.0.0.1:8443/#t=&f=" + F, "https://10.0.0.1:8443/#t=a%20b&f=" + F, "http://localhost:8444/"}) {
            refused(used, Invitation.Fault.NO_CODE);
        }
        for (String old : new String[] {"https://10.0.0.1:8443/#t=" + T, "https://10.0.0.1:8443/#f=12ab&t=" + T,
            "https://10.0.0.1:8443/#t=" + T + "&f=" + F.substring(1) + "h", "lowlightcam://pair?h=10.0.0.1&p=1&t=" + T,
            "lowlightcam://pair?h=localhost&h=10.0.0.1&p=1&t=" + T}) {
            refused(old, Invitation.Fault.NO_FINGERPRINT);
        }
        refused("http://10.0.0.1:8443/#t=" + T + "&f=" + F, Invitation.Fault.NOT_ENCRYPTED);
        refused("http://localhost.evil.example:8443/#t=" + T, Invitation.Fault.NOT_ENCRYPTED);
    }

    /** A camera reads what it reads: it is an invitation or refused, and nothing else happens. */
    @Test
    public void damagedCodesAreRead() {
        Random random = new Random(2);
        String[] good = {"https://192.168.1.5:8443/#t=" + T + "&f=" + F,
            "lowlightcam://pair?h=192.168.1.5&h=my-pc.local&p=8443&t=" + T + "&f=" + F};
        int refused = 0;
        for (int round = 0; round < 50000; round++) {
            StringBuilder text = new StringBuilder(good[round % 2]);
            for (int change = random.nextInt(4); change >= 0; change--) {
                int at = random.nextInt(text.length());
                text.replace(at, at + random.nextInt(2), String.valueOf((char) random.nextInt(128)));
            }
            try {
                Invitation read = Invitation.parse(text.toString());
                assertEquals(read, Invitation.parse(read.toString()));
                assertEquals(32, read.fingerprint.length);
            } catch (Invitation.Unusable fault) {
                refused += 1;
            }
        }
        assertTrue(refused > 10000 && refused < 50000);
    }

    private static void refused(String text, Invitation.Fault fault) {
        try {
            Invitation.parse(text);
        } catch (Invitation.Unusable expected) {
            assertEquals(text, fault, expected.fault);
            assertTrue(expected.getMessage().endsWith(".") || expected.getMessage().endsWith("?"));
            return;
        }
        fail("read " + text);
    }
}
