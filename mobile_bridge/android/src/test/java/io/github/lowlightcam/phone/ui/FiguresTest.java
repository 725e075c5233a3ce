package io.github.lowlightcam.phone.ui;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.github.lowlightcam.phone.core.HeatLevel;
import io.github.lowlightcam.phone.core.Snapshot;
import org.junit.Test;

public class FiguresTest {
    private final Speech speech = new Bare();

    private static Snapshot.Builder busy() {
        Snapshot.Builder builder = new Snapshot.Builder();
        builder.fps = 29.7f;
        builder.frameMs = 8.44f;
        builder.desktop = "desk";
        builder.width = 1280;
        builder.height = 720;
        builder.bps = 3940000;
        builder.amount = 0.426f;
        builder.accelerator = "gles";
        return builder;
    }

    private String detail(Snapshot now, Word name) {
        for (Figures.Row row : Figures.details(now, speech)) {
            if (row.name.equals(name.name())) return row.value;
        }
        return "";
    }

    @Test
    public void theBriefOnesAreThereOnlyWithPictures() {
        assertEquals("FPS[30] · MS[8.4]", Figures.brief(busy().build(), speech));
        assertEquals("", Figures.brief(Snapshot.EMPTY, speech));
        Snapshot.Builder still = busy();
        still.fps = 0;
        assertEquals("", Figures.brief(still.build(), speech));
        Snapshot.Builder undrawn = busy();
        undrawn.frameMs = Float.NaN;
        assertEquals("FPS[30]", Figures.brief(undrawn.build(), speech));
    }

    @Test
    public void theDetailsSayWhatIsKnownAndThatTheRestIsNot() {
        Snapshot now = busy().build();
        assertEquals("desk", detail(now, Word.COMPUTER));
        assertEquals("1280 × 720, MBPS[3.9]", detail(now, Word.SENDS));
        assertEquals("THIS_GPU", detail(now, Word.RUNS));
        assertEquals("PERCENT[43]", detail(now, Word.BRIGHTENED));
        assertEquals("UNKNOWN", detail(now, Word.LINK));
        assertEquals("", detail(now, Word.NOTE));
        assertEquals("THE_COMPUTER", detail(Snapshot.EMPTY, Word.RUNS));
        assertEquals("UNKNOWN", detail(Snapshot.EMPTY, Word.COMPUTER));
        assertEquals("UNKNOWN", detail(Snapshot.EMPTY, Word.SENDS));
        assertFalse(Figures.details(Snapshot.EMPTY, speech).toString().contains("NaN"));
        Snapshot.Builder noted = busy();
        noted.note = "no float targets";
        assertEquals("no float targets", detail(noted.build(), Word.NOTE));
    }

    @Test
    public void aWarningIsToldOnceAndAgainWhenItComesBack() {
        Hints hints = new Hints();
        Snapshot.Builder low = busy();
        low.battery = 0.1f;
        assertEquals("", hints.next(busy().build(), speech));
        assertEquals("BATTERY_LOW[10]", hints.next(low.build(), speech));
        assertEquals("", hints.next(low.build(), speech));
        assertEquals("", hints.next(busy().build(), speech));
        assertEquals("BATTERY_LOW[10]", hints.next(low.build(), speech));
        low.charging = true;
        assertEquals("", hints.next(low.build(), speech));
    }

    @Test
    public void heatComesBeforeTheBatteryAndWhatIsDoneAboutItFirst() {
        Snapshot.Builder hot = busy();
        hot.battery = 0.1f;
        hot.heat = HeatLevel.LIGHT;
        assertEquals("BATTERY_LOW[10]", new Hints().next(hot.build(), speech));
        hot.heat = HeatLevel.MODERATE;
        assertEquals("HOT", new Hints().next(hot.build(), speech));
        hot.slowed = true;
        assertEquals("SLOWED", new Hints().next(hot.build(), speech));
        assertTrue(new Hints().next(Snapshot.EMPTY, speech).isEmpty());
    }
}
