package io.github.lowlightcam.phone.ui;

import android.content.Context;
import android.content.res.ColorStateList;
import android.graphics.Color;
import android.util.TypedValue;
import android.view.Gravity;
import android.view.ViewGroup;
import android.widget.RadioButton;
import android.widget.RadioGroup;

/** Few options side by side. */
final class SegmentsRow extends ControlRow {
    private final RadioGroup group;

    SegmentsRow(Context context, Words words, Control control, Listener listener) {
        super(context, words, control, listener);
        setOrientation(VERTICAL);
        setGravity(Gravity.NO_GRAVITY);
        group = new RadioGroup(context);
        group.setOrientation(HORIZONTAL);
        int edge = Looks.dp(context, 4);
        group.setPadding(edge, edge, edge, edge);
        group.setBackground(Looks.plain(context, Looks.FIELD, 14));
        for (int at = 0; at < control.options.size(); at++) {
            group.addView(segment(control.options.get(at).label, at),
                new LayoutParams(0, ViewGroup.LayoutParams.MATCH_PARENT, 1));
        }
        addView(title);
        addView(group, Looks.below(context, 6));
        name(group);
        fill(control);
        group.setOnCheckedChangeListener(new RadioGroup.OnCheckedChangeListener() {
            @Override
            public void onCheckedChanged(RadioGroup from, int at) {
                boolean isOther = at >= 0 && at != shown().selected;
                if (isOther) SegmentsRow.this.listener.onChoose(shown().knob, shown().options.get(at).value);
            }
        });
    }

    @Override
    void fill(Control control) {
        group.check(control.selected);
    }

    private RadioButton segment(String label, int at) {
        Context context = getContext();
        RadioButton button = new RadioButton(context);
        button.setId(at);
        button.setText(label);
        button.setTextSize(TypedValue.COMPLEX_UNIT_SP, 16);
        button.setButtonDrawable(null);
        button.setGravity(Gravity.CENTER);
        button.setMinHeight(Looks.dp(context, 48));
        int[] on = {android.R.attr.state_checked};
        int[] off = {};
        button.setTextColor(new ColorStateList(new int[][] {on, off}, new int[] {Looks.ON_WARM, Looks.TEXT}));
        button.setBackground(Looks.pressable(context, Looks.chosen(Looks.plain(context, Looks.WARM, 11),
            Looks.plain(context, Color.TRANSPARENT, 11), android.R.attr.state_checked), 11));
        return button;
    }
}
