package io.github.lowlightcam.phone.ui;

import android.content.Context;
import android.graphics.Typeface;
import android.graphics.drawable.GradientDrawable;
import android.view.View;
import android.view.ViewGroup;
import android.widget.LinearLayout;
import android.widget.Space;
import android.widget.TextView;
import io.github.lowlightcam.phone.core.Snapshot;

/** What goes on in a few words, and beside it the figures. */
final class StatusLine extends LinearLayout {
    private static final int ROUND_DP = 99;

    private final Words words;
    private final GradientDrawable dot;
    private final TextView headline;
    private final TextView figures;
    private final Space between;

    StatusLine(Context context, Words words) {
        super(context);
        this.words = words;
        setOrientation(HORIZONTAL);
        int size = Looks.dp(context, 10);
        dot = Looks.plain(context, Looks.QUIET, ROUND_DP);
        dot.setSize(size, size);
        headline = pill(Looks.TEXT);
        headline.setTypeface(Typeface.DEFAULT_BOLD);
        headline.setCompoundDrawablePadding(Looks.dp(context, 8));
        headline.setCompoundDrawablesRelativeWithIntrinsicBounds(dot, null, null, null);
        headline.setAccessibilityLiveRegion(View.ACCESSIBILITY_LIVE_REGION_POLITE);
        figures = pill(Looks.QUIET);
        figures.setFontFeatureSettings("tnum");
        addView(headline, asLarge());
        between = new Space(context);
        addView(between, Looks.rest());
        addView(figures, asLarge());
    }

    /** Below each other where they have no room beside each other. */
    @Override
    protected void onMeasure(int widthSpec, int heightSpec) {
        int free = MeasureSpec.makeMeasureSpec(0, MeasureSpec.UNSPECIFIED);
        headline.measure(free, free);
        figures.measure(free, free);
        int both = headline.getMeasuredWidth() + figures.getMeasuredWidth();
        boolean isTooWide = both > MeasureSpec.getSize(widthSpec);
        setOrientation(isTooWide ? VERTICAL : HORIZONTAL);
        Looks.show(between, !isTooWide);
        super.onMeasure(widthSpec, heightSpec);
    }

    void show(Snapshot now) {
        Looks.set(headline, words.say(Face.headline(now.state)));
        dot.setColor(color(Face.tone(now.state)));
        String brief = Figures.brief(now, words);
        Looks.set(figures, brief);
        Looks.show(figures, !brief.isEmpty());
    }

    private static LayoutParams asLarge() {
        return new LayoutParams(ViewGroup.LayoutParams.WRAP_CONTENT, ViewGroup.LayoutParams.WRAP_CONTENT);
    }

    private TextView pill(int color) {
        TextView view = Looks.text(getContext(), 14, color);
        int side = Looks.dp(getContext(), 14);
        int above = Looks.dp(getContext(), 6);
        view.setPadding(side, above, side, above);
        view.setBackground(Looks.plain(getContext(), Looks.PANEL, ROUND_DP));
        return view;
    }

    private static int color(Face.Tone tone) {
        switch (tone) {
            case GOOD:
                return Looks.GOOD;
            case WARM:
                return Looks.WARM;
            case BAD:
                return Looks.BAD;
            default:
                return Looks.QUIET;
        }
    }
}
