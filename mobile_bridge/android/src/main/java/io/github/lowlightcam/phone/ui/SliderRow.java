package io.github.lowlightcam.phone.ui;

import android.content.Context;
import android.view.Gravity;
import android.view.ViewGroup;
import android.widget.LinearLayout;
import android.widget.SeekBar;
import android.widget.TextView;

/** A number. */
final class SliderRow extends ControlRow {
    private final SeekBar slider;
    private final TextView value;
    private boolean isHeld;

    SliderRow(Context context, Words words, Control control, Listener listener) {
        super(context, words, control, listener);
        slider = new SeekBar(context);
        slider.setMax(control.scale.last);
        slider.setMinimumHeight(Looks.dp(context, 48));
        value = Looks.text(context, 14, Looks.QUIET);
        value.setFontFeatureSettings("tnum");
        value.setMinWidth(Looks.dp(context, 56));
        value.setGravity(Gravity.END);
        value.setImportantForAccessibility(IMPORTANT_FOR_ACCESSIBILITY_NO);
        arrange(context);
        name(slider);
        fill(control);
        slider.setOnSeekBarChangeListener(new Moves());
    }

    private void arrange(Context context) {
        if (!Looks.isNarrow(context)) {
            addView(title, new LayoutParams(0, ViewGroup.LayoutParams.WRAP_CONTENT, 2));
            addView(slider, new LayoutParams(0, ViewGroup.LayoutParams.WRAP_CONTENT, 3));
            addView(value);
            return;
        }
        LinearLayout above = Looks.row(context);
        above.addView(title, Looks.rest());
        above.addView(value);
        setOrientation(VERTICAL);
        setGravity(Gravity.NO_GRAVITY);
        addView(above, Looks.below(context, 0));
        addView(slider, Looks.below(context, 0));
    }

    @Override
    void fill(Control control) {
        slider.setEnabled(control.enabled);
        if (!isHeld) slider.setProgress(control.scale.positionOf(control.number));
        Looks.set(value, control.label);
        if (Api.isAtLeast(Api.R)) Api30.describe(slider, control.label);
    }

    private final class Moves implements SeekBar.OnSeekBarChangeListener {
        @Override
        public void onProgressChanged(SeekBar bar, int position, boolean isByPerson) {
            if (isByPerson) listener.onSlide(shown().knob, shown().scale.numberAt(position));
        }

        @Override
        public void onStartTrackingTouch(SeekBar bar) {
            isHeld = true;
        }

        @Override
        public void onStopTrackingTouch(SeekBar bar) {
            isHeld = false;
        }
    }
}
