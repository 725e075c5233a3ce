package io.github.lowlightcam.phone.ui;

import android.content.Context;
import android.view.Gravity;
import android.view.View;
import android.view.ViewGroup;
import android.widget.AdapterView;
import android.widget.ArrayAdapter;
import android.widget.Spinner;
import android.widget.TextView;
import java.util.ArrayList;
import java.util.List;

/** Options that open. */
final class MenuRow extends ControlRow {
    private final Spinner menu;

    MenuRow(Context context, Words words, Control control, Listener listener) {
        super(context, words, control, listener);
        menu = new Spinner(context);
        List<String> labels = new ArrayList<String>();
        for (Control.Option each : control.options) labels.add(each.label);
        ArrayAdapter<String> adapter = new Labels(context, labels);
        adapter.setDropDownViewResource(android.R.layout.simple_spinner_dropdown_item);
        menu.setAdapter(adapter);
        menu.setMinimumHeight(Looks.dp(context, 48));
        if (Looks.isNarrow(context)) {
            setOrientation(VERTICAL);
            setGravity(Gravity.NO_GRAVITY);
            addView(title, Looks.below(context, 12));
            addView(menu, Looks.below(context, 0));
        } else {
            addView(title, new LayoutParams(0, ViewGroup.LayoutParams.WRAP_CONTENT, 2));
            addView(menu, new LayoutParams(0, ViewGroup.LayoutParams.WRAP_CONTENT, 3));
        }
        name(menu);
        fill(control);
        menu.setOnItemSelectedListener(new AdapterView.OnItemSelectedListener() {
            @Override
            public void onItemSelected(AdapterView<?> from, View item, int at, long id) {
                // it is told of what the app itself has selected too
                boolean isOther = at != shown().selected;
                if (isOther) MenuRow.this.listener.onChoose(shown().knob, shown().options.get(at).value);
            }

            @Override
            public void onNothingSelected(AdapterView<?> from) {
                // there is always something
            }
        });
    }

    /** Long ones go on in a second line. */
    private static final class Labels extends ArrayAdapter<String> {
        Labels(Context context, List<String> labels) {
            super(context, android.R.layout.simple_spinner_item, labels);
        }

        @Override
        public View getView(int at, View former, ViewGroup parent) {
            TextView label = (TextView) super.getView(at, former, parent);
            label.setSingleLine(false);
            return label;
        }
    }

    @Override
    void fill(Control control) {
        if (menu.getSelectedItemPosition() != control.selected) menu.setSelection(control.selected);
    }
}
