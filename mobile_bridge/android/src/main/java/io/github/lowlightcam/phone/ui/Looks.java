package io.github.lowlightcam.phone.ui;

import android.content.Context;
import android.content.res.ColorStateList;
import android.content.res.Configuration;
import android.graphics.Color;
import android.graphics.Typeface;
import android.graphics.drawable.Drawable;
import android.graphics.drawable.GradientDrawable;
import android.graphics.drawable.RippleDrawable;
import android.graphics.drawable.StateListDrawable;
import android.util.TypedValue;
import android.view.Gravity;
import android.view.View;
import android.view.ViewGroup;
import android.widget.Button;
import android.widget.LinearLayout;
import android.widget.TextView;

/** Colours, sizes and surfaces, as web/style.css has them for the page. */
final class Looks {
    static final int GROUND = 0xff101418;
    static final int PANEL = 0xdc161b21;
    static final int FIELD = 0xff242b33;
    static final int LINE = 0x24ffffff;
    static final int TEXT = 0xfff3f5f7;
    static final int QUIET = 0xffb6bec8;
    static final int WARM = 0xffffc46b;
    static final int ON_WARM = 0xff1b1300;
    static final int GOOD = 0xff7ddf9a;
    static final int BAD = 0xffff8a7a;

    private static final int TOUCH_DP = 48;
    private static final int ROUND_DP = 99;
    private static final int NARROW_DP = 340;
    private static final int WIDE_DP = 430;

    private Looks() {
    }

    static int dp(Context context, float size) {
        return Math.round(size * context.getResources().getDisplayMetrics().density);
    }

    /** A surface with round corners and a thin line around. */
    static GradientDrawable panel(Context context, int color, float radiusDp) {
        GradientDrawable shape = plain(context, color, radiusDp);
        shape.setStroke(Math.max(1, dp(context, 1)), LINE);
        return shape;
    }

    /** A surface with round corners. */
    static GradientDrawable plain(Context context, int color, float radiusDp) {
        GradientDrawable shape = new GradientDrawable();
        shape.setColor(color);
        shape.setCornerRadius(dp(context, radiusDp));
        return shape;
    }

    /** A surface that answers to touch and to the keyboard's focus. */
    static Drawable pressable(Context context, Drawable surface, float radiusDp) {
        Drawable mask = plain(context, Color.WHITE, radiusDp);
        return new RippleDrawable(ColorStateList.valueOf(0x55ffffff), surface, mask);
    }

    /** One surface while something is chosen, another while not. */
    static Drawable chosen(Drawable yes, Drawable no, int state) {
        StateListDrawable states = new StateListDrawable();
        states.addState(new int[] {state}, yes);
        states.addState(new int[0], no);
        return states;
    }

    static TextView text(Context context, float sp, int color) {
        TextView view = new TextView(context);
        view.setTextSize(TypedValue.COMPLEX_UNIT_SP, sp);
        view.setTextColor(color);
        return view;
    }

    static TextView title(Context context, float sp) {
        TextView view = text(context, sp, TEXT);
        view.setTypeface(Typeface.DEFAULT_BOLD);
        if (Api.isAtLeast(Api.P)) Api28.heading(view);
        return view;
    }

    /** The button that mends things. */
    static Button warmButton(Context context) {
        Button button = button(context, plain(context, WARM, ROUND_DP), ON_WARM);
        button.setTypeface(Typeface.DEFAULT_BOLD);
        return button;
    }

    static Button quietButton(Context context) {
        return button(context, panel(context, Color.TRANSPARENT, ROUND_DP), TEXT);
    }

    private static Button button(Context context, Drawable surface, int color) {
        Button button = new Button(context);
        button.setTextSize(TypedValue.COMPLEX_UNIT_SP, 16);
        button.setTextColor(color);
        button.setAllCaps(false);
        button.setStateListAnimator(null);
        button.setBackground(pressable(context, surface, ROUND_DP));
        button.setMinHeight(dp(context, TOUCH_DP));
        button.setPadding(dp(context, 28), dp(context, 10), dp(context, 28), dp(context, 10));
        return button;
    }

    static LinearLayout column(Context context) {
        LinearLayout column = new LinearLayout(context);
        column.setOrientation(LinearLayout.VERTICAL);
        return column;
    }

    static LinearLayout row(Context context) {
        LinearLayout row = new LinearLayout(context);
        row.setOrientation(LinearLayout.HORIZONTAL);
        row.setGravity(Gravity.CENTER_VERTICAL);
        row.setMinimumHeight(dp(context, TOUCH_DP));
        return row;
    }

    /** As wide as the column, as high as needed, with a gap above. */
    static LinearLayout.LayoutParams below(Context context, float gapDp) {
        LinearLayout.LayoutParams params = new LinearLayout.LayoutParams(
            ViewGroup.LayoutParams.MATCH_PARENT, ViewGroup.LayoutParams.WRAP_CONTENT);
        params.topMargin = dp(context, gapDp);
        return params;
    }

    /** What is left of a row's width. */
    static LinearLayout.LayoutParams rest() {
        return new LinearLayout.LayoutParams(0, ViewGroup.LayoutParams.WRAP_CONTENT, 1);
    }

    /** Tells whether the type is so large, or the screen so small, that things go below each other. */
    static boolean isNarrow(Context context) {
        Configuration is = context.getResources().getConfiguration();
        return Math.min(is.screenWidthDp, WIDE_DP) / is.fontScale < NARROW_DP;
    }

    static void show(View view, boolean isShown) {
        view.setVisibility(isShown ? View.VISIBLE : View.GONE);
    }

    /** Sets a text only where it is another, so that nobody hears it twice. */
    static void set(TextView view, String text) {
        if (!text.contentEquals(view.getText())) view.setText(text);
    }
}
