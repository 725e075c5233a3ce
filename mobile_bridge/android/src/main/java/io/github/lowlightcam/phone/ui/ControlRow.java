package io.github.lowlightcam.phone.ui;

import android.content.Context;
import android.view.Gravity;
import android.view.View;
import android.widget.LinearLayout;
import android.widget.TextView;

/** A line of the sheet for one {@link Control}: its name, and what moves it. */
abstract class ControlRow extends LinearLayout {
    /** Told what a person has set. */
    interface Listener {
        void onChoose(Knob knob, String value);

        void onSlide(Knob knob, float number);

        void onSwitch(Knob knob, boolean isOn);
    }

    final Listener listener;
    final TextView title;
    private Control shown;

    ControlRow(Context context, Words words, Control control, Listener listener) {
        super(context);
        this.listener = listener;
        shown = control;
        setGravity(Gravity.CENTER_VERTICAL);
        setMinimumHeight(Looks.dp(context, 52));
        title = Looks.text(context, 16, Looks.TEXT);
        title.setText(words.say(control.knob.title));
        title.setPaddingRelative(0, 0, Looks.dp(context, 16), 0);
    }

    /** The row for a control. */
    static ControlRow of(Context context, Words words, Control control, Listener listener) {
        switch (control.kind) {
            case SEGMENTS:
                return new SegmentsRow(context, words, control, listener);
            case MENU:
                return new MenuRow(context, words, control, listener);
            case SLIDER:
                return new SliderRow(context, words, control, listener);
            default:
                return new SwitchRow(context, words, control, listener);
        }
    }

    Control shown() {
        return shown;
    }

    /** Shows another state of a control that looks like this one. */
    void show(Control control) {
        shown = control;
        fill(control);
    }

    abstract void fill(Control control);

    void name(View field) {
        field.setId(View.generateViewId());
        title.setLabelFor(field.getId());
    }
}
