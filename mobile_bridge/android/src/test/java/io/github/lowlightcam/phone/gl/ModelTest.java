package io.github.lowlightcam.phone.gl;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.util.Arrays;
import java.util.Map;

import org.junit.Test;
import org.junit.function.ThrowingRunnable;

public final class ModelTest {
    private static final String PROGRAM = Released.text("web/model/program.json");
    private static final byte[] WEIGHTS = Released.file("web/model/program.bin");
    private static final byte[] GOLDEN = Released.file("web/model/golden.bin");

    private static void assertDamaged(final String program, final byte[] weights, final byte[] golden) {
        assertThrows(IllegalArgumentException.class, new ThrowingRunnable() {
            @Override
            public void run() {
                Released.model(program, weights, golden);
            }
        });
    }

    @Test
    public void theReleasedNetworkIsRead() {
        Model model = Released.model();
        assertEquals(64, model.hash.length());
        assertEquals(96, model.longSide);
        assertEquals(96, model.golden.get(0).width);
        assertEquals(24 * 14, model.golden.get(0).map.length);
    }

    @Test
    public void whatIsDamagedIsRefused() {
        assertDamaged("{", WEIGHTS, GOLDEN);
        assertDamaged("{}", WEIGHTS, GOLDEN);
        assertDamaged(PROGRAM, Arrays.copyOf(WEIGHTS, WEIGHTS.length - 16), GOLDEN);
        assertDamaged(PROGRAM, WEIGHTS, Arrays.copyOf(GOLDEN, 1000));
    }

    @Test
    public void eachShaderIsNeeded() {
        for (String name : Shaders.names()) {
            final Map<String, String> texts = Released.texts();
            texts.remove(name);
            assertThrows(IllegalArgumentException.class, new ThrowingRunnable() {
            @Override
            public void run() {
                new Shaders(texts);
            }
        });
        }
    }

    @Test
    public void theSmallPictureHasSidesOfWholeFours() {
        assertEquals(96, Network.smallSide(1280, 1280, 96));
        assertEquals(56, Network.smallSide(720, 1280, 96)); // 13.5 fours, to the even side
        assertEquals(72, Network.smallSide(480, 640, 96));
        assertEquals(16, Network.smallSide(20, 1280, 96));
    }
}
