package io.github.lowlightcam.phone.net;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.Test;

public final class IdentityTest {
    private static final Identity KEPT = new Identity("p1", "s\u00fc\"cret", "Anna's \u684c\u9762",
            Arrays.asList("192.168.1.5", "my-pc.local"), 8443, new byte[32], new byte[32]);
    private static final Identity CABLE =
            new Identity("p1", "s", "desk", Arrays.asList("localhost"), 8444, new byte[0], new byte[0]);

    @Test
    public void whatIsKeptIsTheSame() {
        for (Identity each : new Identity[] {KEPT, CABLE}) {
            Identity read = Identity.parse(each.toString());
            assertEquals(each, read);
            assertTrue(read.isPaired());
            assertEquals(each.hosts, read.hosts);
            assertEquals(each.isCable(), read.isCable());
        }
        assertEquals("Anna's \u684c\u9762", Identity.parse(KEPT.toString()).desktop);
    }

    @Test
    public void nobodyIsNothing() {
        assertEquals("", Identity.NONE.toString());
        assertSame(Identity.NONE, Identity.parse(""));
        assertFalse(Identity.NONE.isPaired());
    }

    @Test
    public void anAddressThatIsFoundComesFirst() {
        Identity moved = KEPT.at("my-pc.local", 9443).at("10.0.0.7", 8443);
        assertEquals(Arrays.asList("10.0.0.7", "my-pc.local", "192.168.1.5"), moved.hosts);
        assertEquals(8443, moved.port);
        assertEquals(KEPT.secret, moved.secret);
    }

    @Test
    public void withoutAPinThereIsOnlyTheCable() {
        assertSame(Identity.NONE, Identity.parse(CABLE.toString().replace("localhost", "10.0.0.1")));
        assertSame(Identity.NONE, Identity.parse(KEPT.toString().replaceAll("A{43}", "")));
        assertSame(Identity.NONE, Identity.parse(KEPT.toString().replaceFirst("A{43}", "AAAA")));
    }

    @Test
    public void whatIsDamagedIsNobody() {
        Random random = new Random(3);
        String whole = KEPT.toString();
        for (int round = 0; round < 20000; round++) {
            StringBuilder text = new StringBuilder(whole);
            int at = random.nextInt(text.length());
            int end = Math.min(text.length(), at + random.nextInt(9));
            text.replace(at, end, String.valueOf((char) random.nextInt(256)));
            Identity read = Identity.parse(text.toString());
            assertTrue(read == Identity.NONE || read.isPaired() && read.fingerprint.length == 32);
        }
    }
}
