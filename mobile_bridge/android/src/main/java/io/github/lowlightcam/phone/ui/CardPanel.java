package io.github.lowlightcam.phone.ui;

import android.content.Context;
import android.content.res.ColorStateList;
import android.view.Gravity;
import android.view.View;
import android.view.ViewGroup;
import android.widget.Button;
import android.widget.ImageView;
import android.widget.LinearLayout;
import android.widget.ScrollView;
import android.widget.TextView;
import io.github.lowlightcam.phone.core.Snapshot;

/** What is the matter, and the buttons that mend it; over the whole picture. */
final class CardPanel extends ScrollView {
    /** Told which button was pressed. */
    interface Listener {
        void onAction(Action action);
    }

    private static final int WIDEST_DP = 460;

    private final Words words;
    private final ImageView sign;
    private final TextView title;
    private final TextView text;
    private final TextView more;
    private final Button button;
    private final Button second;
    private Card shown = Card.NONE;

    CardPanel(Context context, Words words, final Listener listener) {
        super(context);
        this.words = words;
        setFillViewport(true);
        LinearLayout column = Looks.column(context);
        column.setGravity(Gravity.CENTER);
        int side = Looks.dp(context, 24);
        column.setPadding(side, side, side, side);
        sign = new ImageView(context);
        sign.setImageTintList(ColorStateList.valueOf(Looks.WARM));
        int inside = Looks.dp(context, 18);
        sign.setPadding(inside, inside, inside, inside);
        sign.setBackground(Looks.panel(context, Looks.PANEL, 24));
        sign.setImportantForAccessibility(IMPORTANT_FOR_ACCESSIBILITY_NO);
        title = Looks.title(context, Looks.isNarrow(context) ? 19 : 23);
        text = Looks.text(context, 16, Looks.QUIET);
        more = Looks.text(context, 14, Looks.QUIET);
        button = Looks.warmButton(context);
        second = Looks.quietButton(context);
        int size = Looks.dp(context, 76);
        column.addView(sign, new LinearLayout.LayoutParams(size, size));
        for (TextView each : new TextView[] {title, text, more, button, second}) {
            each.setGravity(Gravity.CENTER);
            each.setMaxWidth(Looks.dp(context, WIDEST_DP));
            column.addView(each, centred());
        }
        addView(column);
        button.setOnClickListener(new OnClickListener() {
            @Override
            public void onClick(View pressed) {
                listener.onAction(shown.action);
            }
        });
        second.setOnClickListener(new OnClickListener() {
            @Override
            public void onClick(View pressed) {
                listener.onAction(shown.secondAction);
            }
        });
    }

    void show(Snapshot now) {
        Card former = shown;
        shown = Face.card(now);
        Looks.show(this, shown != Card.NONE);
        if (shown == Card.NONE) return;
        if (former == Card.NONE || former.sign != shown.sign) sign.setImageDrawable(words.draw(shown.sign));
        setBackgroundColor(shown.light ? 0xb8101418 : 0xf0101418);
        Looks.set(title, words.say(shown.title));
        Looks.set(text, words.say(shown.text, now.argument));
        text.setTextColor(shown.light ? Looks.TEXT : Looks.QUIET);
        String again = Face.more(now, words);
        Looks.set(more, again);
        Looks.show(more, !again.isEmpty());
        fill(button, shown.button, shown.action);
        fill(second, shown.second, shown.secondAction);
    }

    private void fill(Button place, Word word, Action action) {
        Looks.show(place, action != Action.NONE);
        Looks.set(place, words.say(word));
    }

    private LinearLayout.LayoutParams centred() {
        LinearLayout.LayoutParams params = new LinearLayout.LayoutParams(
            ViewGroup.LayoutParams.WRAP_CONTENT, ViewGroup.LayoutParams.WRAP_CONTENT);
        params.topMargin = Looks.dp(getContext(), 12);
        return params;
    }
}
