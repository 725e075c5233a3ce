package io.github.lowlightcam.phone.net;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.fail;

import java.util.Random;
import org.junit.Test;

public final class Base64Test {
    @Test
    public void asInTheStandard() { // RFC 4648, section 10
        String[] plain = {"", "f", "fo", "foo", "foob", "fooba", "foobar"};
        String[] coded = {"", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"};
        for (int at = 0; at < plain.length; at++) {
            assertEquals(coded[at], Base64.padded(plain[at].getBytes(Frame.UTF_8)));
            assertEquals(coded[at].replace("=", ""), Base64.url(plain[at].getBytes(Frame.UTF_8)));
        }
        assertEquals("-_8", Base64.url(new byte[] {(byte) 0xfb, (byte) 0xff}));
        assertEquals("+/8=", Base64.padded(new byte[] {(byte) 0xfb, (byte) 0xff}));
    }

    @Test
    public void whatIsWrittenIsRead() {
        Random random = new Random(1);
        for (int length = 0; length < 200; length++) {
            byte[] data = new byte[length];
            random.nextBytes(data);
            assertArrayEquals(data, Base64.parse(Base64.url(data)));
        }
    }

    @Test
    public void whatIsNotWrittenIsNotRead() {
        for (String text : new String[] {"Zg==", "Z", "Zh", "Zm9", "Zm+v", "Zm 9", "Zmé9", "\n"}) {
            try {
                Base64.parse(text);
            } catch (IllegalArgumentException expected) {
                continue;
            }
            fail("read " + text);
        }
    }
}
