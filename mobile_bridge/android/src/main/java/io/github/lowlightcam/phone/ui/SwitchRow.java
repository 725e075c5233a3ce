package io.github.lowlightcam.phone.ui;

import android.content.Context;
import android.view.View;
import android.widget.Switch;

/** On or off. */
final class SwitchRow extends ControlRow {
    private final Switch field;

    SwitchRow(Context context, Words words, Control control, Listener listener) {
        super(context, words, control, listener);
        field = new Switch(context);
        field.setMinHeight(Looks.dp(context, 48));
        addView(title, Looks.rest());
        addView(field);
        name(field);
        fill(control);
        field.setOnClickListener(new OnClickListener() {
            @Override
            public void onClick(View pressed) {
                SwitchRow.this.listener.onSwitch(shown().knob, field.isChecked());
            }
        });
    }

    @Override
    void fill(Control control) {
        field.setChecked(control.selected == 1);
    }
}
