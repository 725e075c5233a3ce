package io.github.lowlightcam.phone.ui;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.junit.Assert.fail;

import io.github.lowlightcam.phone.core.Abilities;
import io.github.lowlightcam.phone.core.Brightener;
import io.github.lowlightcam.phone.core.Lens;
import io.github.lowlightcam.phone.core.Settings;
import io.github.lowlightcam.phone.core.Snapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.Test;

public class ControlsTest {
    private static final Lens FRONT = new Lens("1", Lens.Side.FRONT, 26);
    private static final Lens WIDE = new Lens("0", Lens.Side.REAR, 24);
    private static final Lens TELE = new Lens("2", Lens.Side.REAR, 0);
    private final Speech speech = new Bare();

    private static Snapshot.Builder able() {
        Abilities.Builder can = new Abilities.Builder();
        can.minZoom = 0.5f;
        can.maxZoom = 8;
        can.minExposure = -2;
        can.maxExposure = 2;
        can.exposureStep = 0.25f;
        can.lowLightBoost = true;
        can.sizes.addAll(Settings.SIZES);
        can.rates.addAll(Arrays.asList("30", "15"));
        Snapshot.Builder builder = new Snapshot.Builder();
        builder.abilities = can.build();
        builder.lenses = Arrays.asList(FRONT, WIDE, TELE);
        return builder;
    }

    private Control of(Snapshot.Builder now, Knob knob) {
        for (Control each : Controls.of(now.build(), speech)) {
            if (each.knob == knob) return each;
        }
        throw new AssertionError("there is no " + knob);
    }

    private static List<String> labels(Control control) {
        List<String> labels = new ArrayList<String>();
        for (Control.Option each : control.options) labels.add(each.label);
        return labels;
    }

    private Set<Knob> knobs(Snapshot now) {
        Set<Knob> knobs = EnumSet.noneOf(Knob.class);
        for (Control each : Controls.of(now, speech)) knobs.add(each.knob);
        return knobs;
    }

    @Test
    public void whatTheCameraCannotDoIsLeftOut() {
        assertEquals(EnumSet.allOf(Knob.class), knobs(able().build()));
        Set<Knob> bare = EnumSet.complementOf(EnumSet.of(Knob.ZOOM, Knob.EXPOSURE));
        assertEquals(bare, knobs(Snapshot.EMPTY));
        assertEquals(Arrays.asList("BY_APP", "BY_COMPUTER"), labels(of(new Snapshot.Builder(), Knob.BRIGHTENER)));
        assertEquals(Arrays.asList("BY_APP", "BY_ANDROID", "BY_COMPUTER"), labels(of(able(), Knob.BRIGHTENER)));
        assertEquals(Arrays.asList("AUTO_RATE", "FPS[30]", "FPS[15]"), labels(of(able(), Knob.RATE)));
    }

    @Test
    public void eachLensIsNamedWhereASideHasMore() {
        List<String> names = Arrays.asList("FRONT", "REAR", "FOCAL[REAR, 24]", "NUMBERED[REAR, 2]");
        assertEquals(names, labels(of(able(), Knob.LENS)));
        Snapshot.Builder one = able();
        one.lenses = Arrays.asList(new Lens("7", Lens.Side.EXTERNAL, 0));
        assertEquals(Arrays.asList("NUMBERED[EXTERNAL, 7]"), labels(of(one, Knob.LENS)));
        assertEquals(Arrays.asList("FRONT", "REAR"), labels(of(new Snapshot.Builder(), Knob.LENS)));
    }

    @Test
    public void controlsShowTheSettings() {
        Snapshot.Builder now = able();
        now.settings = Settings.DEFAULTS.change().mode("on").strength(0.6f).brightener(Brightener.ANDROID).lens("2")
            .size("640x360").mirror(true).exposure(0.5f).zoom(2).build();
        assertEquals(1, of(now, Knob.MODE).selected);
        assertEquals("PERCENT[60]", of(now, Knob.STRENGTH).label);
        assertEquals(1, of(now, Knob.BRIGHTENER).selected);
        assertEquals(3, of(now, Knob.LENS).selected);
        assertEquals("640 × 360", labels(of(now, Knob.SIZE)).get(of(now, Knob.SIZE).selected));
        assertEquals(0, of(now, Knob.RATE).selected);
        assertEquals(1, of(now, Knob.MIRROR).selected);
        assertEquals("EV[+0.5]", of(now, Knob.EXPOSURE).label);
        assertEquals("TIMES[2.0]", of(now, Knob.ZOOM).label);
        assertTrue(of(now, Knob.STRENGTH).enabled);
        now.settings = Settings.DEFAULTS.change().mode("off").lens("a lens that has gone").build();
        assertFalse(of(now, Knob.STRENGTH).enabled);
        assertEquals(0, of(now, Knob.LENS).selected);
    }

    @Test
    public void movingAKnobChangesItsSettingAndNoOther() {
        Settings start = Settings.DEFAULTS;
        for (Control each : Controls.of(able().build(), speech)) {
            for (Control.Option option : each.options) {
                Settings made = Controls.choose(start, each.knob, option.value);
                Snapshot.Builder now = able();
                now.settings = made;
                assertEquals(option.value, of(now, each.knob).options.get(of(now, each.knob).selected).value);
                assertEquals(start, Controls.choose(made, each.knob, each.options.get(each.selected).value));
            }
            if (each.kind != Control.Kind.SLIDER) continue;
            for (int at = 0; at <= each.scale.last; at++) {
                Snapshot.Builder now = able();
                now.settings = Controls.slide(start, each.knob, each.scale.numberAt(at));
                assertEquals(at, each.scale.positionOf(of(now, each.knob).number));
                assertEquals(start, Controls.slide(now.settings, each.knob, each.number));
            }
        }
    }

    @Test
    public void aKnobOfAnotherKindIsRefused() {
        try {
            Controls.choose(Settings.DEFAULTS, Knob.ZOOM, "1");
            fail();
        } catch (IllegalArgumentException expected) {
            assertTrue(expected.getMessage().contains("ZOOM"));
        }
        try {
            Controls.slide(Settings.DEFAULTS, Knob.MODE, 1);
            fail();
        } catch (IllegalArgumentException expected) {
            assertTrue(expected.getMessage().contains("MODE"));
        }
    }

    @Test
    public void flipGoesToTheOtherSideOfTheLensInUse() {
        Snapshot.Builder now = able();
        assertEquals(Settings.REAR, Controls.flip(now.build()).lens);
        now.lens = "2";
        assertEquals(Settings.FRONT, Controls.flip(now.build()).lens);
        now.lens = "";
        now.settings = Settings.DEFAULTS.change().lens(Settings.REAR).build();
        assertEquals(Settings.FRONT, Controls.flip(now.build()).lens);
        assertTrue(Controls.canFlip(now.build()));
        now.lenses = Arrays.asList(WIDE, TELE);
        assertFalse(Controls.canFlip(now.build()));
    }

    @Test
    public void theButtonBrightensOrDoesNot() {
        assertEquals("off", Controls.brighten(Settings.DEFAULTS).mode);
        assertEquals("auto", Controls.brighten(Settings.DEFAULTS.change().mode("off").build()).mode);
        assertEquals("off", Controls.brighten(Settings.DEFAULTS.change().mode("on").build()).mode);
    }

    @Test
    public void aViewIsMadeAnewOnlyForOtherOptionsOrLimits() {
        Control zoom = of(able(), Knob.ZOOM);
        Snapshot.Builder zoomed = able();
        zoomed.settings = Settings.DEFAULTS.change().zoom(3).build();
        assertTrue(zoom.looksLike(of(zoomed, Knob.ZOOM)));
        Abilities.Builder other = new Abilities.Builder();
        other.maxZoom = 4;
        zoomed.abilities = other.build();
        assertFalse(zoom.looksLike(of(zoomed, Knob.ZOOM)));
        assertFalse(of(able(), Knob.SIZE).looksLike(of(zoomed, Knob.SIZE)));
        assertFalse(of(able(), Knob.SIZE).looksLike(of(able(), Knob.RATE)));
    }
}
