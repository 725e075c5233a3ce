package io.github.lowlightcam.phone.ui;

import io.github.lowlightcam.phone.core.Abilities;
import io.github.lowlightcam.phone.core.Brightener;
import io.github.lowlightcam.phone.core.Lens;
import io.github.lowlightcam.phone.core.Settings;
import io.github.lowlightcam.phone.core.Snapshot;
import io.github.lowlightcam.phone.ui.Control.Kind;
import io.github.lowlightcam.phone.ui.Control.Option;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The sheet's controls for a snapshot, and the settings that come of moving one. */
final class Controls {
    private Controls() {
    }

    /** In the sheet's order; what the camera cannot do is left out. */
    static List<Control> of(Snapshot now, Speech speech) {
        Settings settings = now.settings;
        Abilities can = now.abilities;
        boolean brightens = !Settings.OFF.equals(settings.mode);
        List<Control> all = new ArrayList<Control>();
        all.add(Control.choice(Knob.MODE, Kind.SEGMENTS, modes(speech), settings.mode));
        all.add(share(Knob.STRENGTH, brightens, settings.strength, speech));
        all.add(share(Knob.DENOISE, brightens, settings.denoise, speech));
        all.add(Control.choice(Knob.BRIGHTENER, Kind.MENU, brighteners(can, speech), settings.brightener.name()));
        if (can.maxZoom > can.minZoom && can.minZoom > 0) {
            String label = speech.say(Word.TIMES, Figures.number(settings.zoom, 1, speech));
            all.add(Control.slider(Knob.ZOOM, true, Scale.ratio(can.minZoom, can.maxZoom), settings.zoom, label));
        }
        if (can.maxExposure > can.minExposure) {
            Scale scale = Scale.even(can.minExposure, can.maxExposure, can.exposureStep);
            String label = speech.say(Word.EV, signed(settings.exposure, speech));
            all.add(Control.slider(Knob.EXPOSURE, true, scale, settings.exposure, label));
        }
        all.add(Control.choice(Knob.LENS, Kind.MENU, lenses(now.lenses, speech), settings.lens));
        all.add(Control.choice(Knob.SIZE, Kind.MENU, sizes(can, speech), settings.size));
        all.add(Control.choice(Knob.RATE, Kind.MENU, rates(can, speech), settings.rate));
        all.add(Control.toggle(Knob.MIRROR, settings.mirror));
        return Collections.unmodifiableList(all);
    }

    /** Settings with another option of a segment or menu. */
    static Settings choose(Settings settings, Knob knob, String value) {
        Settings.Builder change = settings.change();
        switch (knob) {
            case MODE:
                return change.mode(value).build();
            case BRIGHTENER:
                return change.brightener(Brightener.valueOf(value)).build();
            case LENS:
                return change.lens(value).build();
            case SIZE:
                return change.size(value).build();
            case RATE:
                return change.rate(value).build();
            default:
                throw new IllegalArgumentException(knob + " has no options");
        }
    }

    /** Settings with another number of a slider. */
    static Settings slide(Settings settings, Knob knob, float number) {
        Settings.Builder change = settings.change();
        switch (knob) {
            case STRENGTH:
                return change.strength(number).build();
            case DENOISE:
                return change.denoise(number).build();
            case ZOOM:
                return change.zoom(number).build();
            case EXPOSURE:
                return change.exposure(number).build();
            default:
                throw new IllegalArgumentException(knob + " has no number");
        }
    }

    /** Settings with a switch turned. */
    static Settings turn(Settings settings, Knob knob, boolean isOn) {
        if (knob != Knob.MIRROR) throw new IllegalArgumentException(knob + " is no switch");
        return settings.change().mirror(isOn).build();
    }

    /** Settings with the other side's camera. */
    static Settings flip(Snapshot now) {
        String other = isRear(now) ? Settings.FRONT : Settings.REAR;
        return now.settings.change().lens(other).build();
    }

    /** Tells whether there are cameras on both sides, as far as is known. */
    static boolean canFlip(Snapshot now) {
        return now.lenses.isEmpty() || count(now.lenses, Lens.Side.FRONT) * count(now.lenses, Lens.Side.REAR) > 0;
    }

    /** Settings after the bar's button: brighten or not. */
    static Settings brighten(Settings settings) {
        boolean isOff = Settings.OFF.equals(settings.mode);
        return settings.change().mode(isOff ? Settings.AUTO : Settings.OFF).build();
    }

    private static boolean isRear(Snapshot now) {
        String id = now.lens.isEmpty() ? now.settings.lens : now.lens;
        for (Lens each : now.lenses) {
            if (each.id.equals(id)) return each.side == Lens.Side.REAR;
        }
        return Settings.REAR.equals(id);
    }

    private static List<Option> modes(Speech speech) {
        List<Option> options = new ArrayList<Option>();
        options.add(new Option(Settings.AUTO, speech.say(Word.AUTO)));
        options.add(new Option(Settings.ON, speech.say(Word.ON)));
        options.add(new Option(Settings.OFF, speech.say(Word.OFF)));
        return options;
    }

    private static List<Option> brighteners(Abilities can, Speech speech) {
        List<Option> options = new ArrayList<Option>();
        options.add(new Option(Brightener.OURS.name(), speech.say(Word.BY_APP)));
        if (can.lowLightBoost) options.add(new Option(Brightener.ANDROID.name(), speech.say(Word.BY_ANDROID)));
        options.add(new Option(Brightener.NONE.name(), speech.say(Word.BY_COMPUTER)));
        return options;
    }

    private static List<Option> lenses(List<Lens> lenses, Speech speech) {
        List<Option> options = new ArrayList<Option>();
        if (lenses.isEmpty() || count(lenses, Lens.Side.FRONT) > 0) {
            options.add(new Option(Settings.FRONT, speech.say(Word.FRONT)));
        }
        if (lenses.isEmpty() || count(lenses, Lens.Side.REAR) > 0) {
            options.add(new Option(Settings.REAR, speech.say(Word.REAR)));
        }
        for (Lens each : lenses) {
            boolean isOnlyOne = each.side != Lens.Side.EXTERNAL && count(lenses, each.side) == 1;
            if (!isOnlyOne) options.add(new Option(each.id, lensName(each, speech)));
        }
        return options;
    }

    private static String lensName(Lens lens, Speech speech) {
        Word side = lens.side == Lens.Side.FRONT ? Word.FRONT
            : lens.side == Lens.Side.REAR ? Word.REAR : Word.EXTERNAL;
        String where = speech.say(side);
        return lens.focalMm > 0 ? speech.say(Word.FOCAL, where, lens.focalMm)
            : speech.say(Word.NUMBERED, where, lens.id);
    }

    private static List<Option> sizes(Abilities can, Speech speech) {
        List<Option> options = new ArrayList<Option>();
        options.add(new Option(Settings.AUTO, speech.say(Word.AS_COMPUTER)));
        for (String size : can.sizes) options.add(new Option(size, size.replace("x", " × ")));
        return options;
    }

    private static List<Option> rates(Abilities can, Speech speech) {
        List<Option> options = new ArrayList<Option>();
        options.add(new Option(Settings.AUTO, speech.say(Word.AUTO_RATE)));
        for (String rate : can.rates) options.add(new Option(rate, speech.say(Word.FPS, rate)));
        return options;
    }

    private static Control share(Knob knob, boolean enabled, float number, Speech speech) {
        return Control.slider(knob, enabled, Scale.SHARE, number, Figures.percent(number, speech));
    }

    private static String signed(float number, Speech speech) {
        String text = Figures.number(number, 1, speech);
        return number > 0.05f ? "+" + text : text;
    }

    private static int count(List<Lens> lenses, Lens.Side side) {
        int found = 0;
        for (Lens each : lenses) {
            if (each.side == side) found++;
        }
        return found;
    }
}
