package io.github.lowlightcam.phone.ui;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One line of the sheet: a knob, what it can be set to, and what it is set to. Immutable. */
final class Control {
    /** How it looks. */
    enum Kind {
        SEGMENTS, MENU, SLIDER, SWITCH
    }

    /** What can be chosen: a value of the settings and its words. */
    static final class Option {
        final String value;
        final String label;

        Option(String value, String label) {
            this.value = value;
            this.label = label;
        }
    }

    final Knob knob;
    final Kind kind;
    final boolean enabled;
    /** Of segments and menus. */
    final List<Option> options;
    /** Which option; of a switch 0 or 1. */
    final int selected;
    /** Of sliders. */
    final Scale scale;
    final float number;
    /** The number in words. */
    final String label;

    private Control(Knob knob, Kind kind, boolean enabled, List<Option> options, int selected, Scale scale,
                    float number, String label) {
        this.knob = knob;
        this.kind = kind;
        this.enabled = enabled;
        this.options = Collections.unmodifiableList(new ArrayList<Option>(options));
        this.selected = selected;
        this.scale = scale;
        this.number = number;
        this.label = label;
    }

    /** Of options; a value that is none of them counts as the first. */
    static Control choice(Knob knob, Kind kind, List<Option> options, String value) {
        int selected = 0;
        for (int at = 0; at < options.size(); at++) {
            if (options.get(at).value.equals(value)) selected = at;
        }
        return new Control(knob, kind, true, options, selected, Scale.SHARE, 0, "");
    }

    static Control slider(Knob knob, boolean enabled, Scale scale, float number, String label) {
        return new Control(knob, Kind.SLIDER, enabled, Collections.<Option>emptyList(), 0, scale, number, label);
    }

    static Control toggle(Knob knob, boolean isOn) {
        List<Option> none = Collections.emptyList();
        return new Control(knob, Kind.SWITCH, true, none, isOn ? 1 : 0, Scale.SHARE, 0, "");
    }

    /** Tells whether a view that was made for the one can show the other. */
    boolean looksLike(Control other) {
        if (knob != other.knob || kind != other.kind || options.size() != other.options.size()) return false;
        for (int at = 0; at < options.size(); at++) {
            if (!options.get(at).label.equals(other.options.get(at).label)) return false;
            if (!options.get(at).value.equals(other.options.get(at).value)) return false;
        }
        return scale.equals(other.scale);
    }
}
