package io.github.lowlightcam.phone.core;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import org.junit.Test;

/** What is kept of the owner's likes. */
public class SettingsTest {
    @Test
    public void whatIsWrittenIsReadAgain() {
        Settings settings = Settings.DEFAULTS.change().mode("on").strength(0.25f).denoise(0.5f).mirror(true)
            .brightener(Brightener.ANDROID).lens("2").size("1920x1080").rate("60").zoom(2.5f).exposure(-1.5f).build();
        Settings read = Settings.fromJson(settings.toJson());
        assertEquals(settings, read);
        assertEquals("on", read.mode);
        assertEquals(0.25f, read.strength, 0);
        assertEquals(0.5f, read.denoise, 0);
        assertEquals(Brightener.ANDROID, read.brightener);
        assertEquals("2", read.lens);
        assertEquals(2.5f, read.zoom, 0);
        assertEquals(-1.5f, read.exposure, 0);
        assertEquals(settings.hashCode(), read.hashCode());
        assertFalse(settings.equals(Settings.DEFAULTS));
    }

    @Test
    public void whatIsDamagedIsTheDefault() {
        for (String text : new String[] {"", "{", "[]", "null", "{\"mode\":7}", "{\"lens\":\"\"}",
            "{\"brightener\":\"SUN\"}", "{\"strength\":\"much\"}", "{\"size\":\"9x9\",\"rate\":\"1000\"}",
            "{\"zoom\":null}"}) {
            assertEquals(text, Settings.DEFAULTS, Settings.fromJson(text));
        }
    }

    @Test
    public void whatIsOutOfItsLimitsIsBroughtIntoThem() {
        Settings read = Settings.fromJson("{\"strength\":-3,\"denoise\":9,\"zoom\":1e9,\"exposure\":-99}");
        assertEquals(0, read.strength, 0);
        assertEquals(1, read.denoise, 0);
        assertEquals(100, read.zoom, 0);
        assertEquals(-8, read.exposure, 0);
        assertEquals(1, Settings.DEFAULTS.change().strength(Float.NaN).build().strength, 0);
    }

    @Test
    public void anotherLensIsNotZoomed() {
        Settings zoomed = Settings.DEFAULTS.change().zoom(3).build();
        assertEquals(3, zoomed.change().lens(zoomed.lens).build().zoom, 0);
        assertEquals(1, zoomed.change().lens(Settings.REAR).build().zoom, 0);
    }
}
