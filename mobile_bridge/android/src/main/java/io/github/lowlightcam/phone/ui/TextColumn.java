package io.github.lowlightcam.phone.ui;

import android.content.Context;
import android.widget.LinearLayout;

/** A column that is no wider than lines are easy to read. */
final class TextColumn extends LinearLayout {
    private static final int WIDEST_DP = 600;

    TextColumn(Context context) {
        super(context);
        setOrientation(VERTICAL);
    }

    @Override
    protected void onMeasure(int widthSpec, int heightSpec) {
        int width = Math.min(MeasureSpec.getSize(widthSpec), Looks.dp(getContext(), WIDEST_DP));
        super.onMeasure(MeasureSpec.makeMeasureSpec(width, MeasureSpec.EXACTLY), heightSpec);
    }
}
