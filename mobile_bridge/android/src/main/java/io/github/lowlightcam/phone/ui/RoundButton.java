package io.github.lowlightcam.phone.ui;

import android.content.Context;
import android.content.res.ColorStateList;
import android.graphics.drawable.Drawable;
import android.widget.ImageButton;
import android.widget.ImageView;

/** A button of the bar: a sign, warm while what it stands for is on. */
final class RoundButton extends ImageButton {
    private static final int ROUND_DP = 99;
    private static final int AROUND_DP = 13;

    RoundButton(Context context, Words words, Sign sign, Word name) {
        super(context);
        setImageDrawable(words.draw(sign));
        setScaleType(ImageView.ScaleType.FIT_CENTER);
        int padding = Looks.dp(context, AROUND_DP);
        setPadding(padding, padding, padding, padding);
        int[] on = {android.R.attr.state_selected};
        int[] off = {};
        setImageTintList(new ColorStateList(new int[][] {on, off}, new int[] {Looks.ON_WARM, Looks.TEXT}));
        Drawable surface = Looks.chosen(Looks.plain(context, Looks.WARM, ROUND_DP),
            Looks.panel(context, Looks.PANEL, ROUND_DP), android.R.attr.state_selected);
        setBackground(Looks.pressable(context, surface, ROUND_DP));
        setContentDescription(words.say(name));
    }

    @Override
    public void setEnabled(boolean isEnabled) {
        super.setEnabled(isEnabled);
        setAlpha(isEnabled ? 1 : 0.4f);
    }
}
