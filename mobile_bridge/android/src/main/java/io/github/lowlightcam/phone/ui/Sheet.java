package io.github.lowlightcam.phone.ui;

import android.content.Context;
import android.view.Gravity;
import android.view.View;
import android.widget.Button;
import android.widget.LinearLayout;
import android.widget.ScrollView;
import android.widget.TextView;
import io.github.lowlightcam.phone.core.Snapshot;
import java.util.ArrayList;
import java.util.List;

/** All controls, the figures, and the ways to the app's other screens. */
final class Sheet extends ScrollView {
    /** Told what is opened from here. */
    interface Listener extends ControlRow.Listener {
        void onSelfTest();

        void onAbout();

        void onForget();
    }

    private final Words words;
    private final Listener listener;
    private final LinearLayout controls;
    private final LinearLayout details;
    private final List<ControlRow> rows = new ArrayList<ControlRow>();

    Sheet(Context context, Words words, final Listener listener) {
        super(context);
        this.words = words;
        this.listener = listener;
        setBackground(Looks.panel(context, 0xf0161b21, 22));
        setClipToOutline(true);
        if (Api.isAtLeast(Api.P)) Api28.pane(this, words.say(Word.MORE));
        LinearLayout column = Looks.column(context);
        int side = Looks.dp(context, 18);
        column.setPadding(side, side, side, side);
        controls = Looks.column(context);
        details = Looks.column(context);
        column.addView(controls);
        TextView title = Looks.title(context, 16);
        title.setText(words.say(Word.DETAILS));
        column.addView(title, Looks.below(context, 12));
        column.addView(details, Looks.below(context, 4));
        column.addView(button(Word.SELF_TEST, new OnClickListener() {
            @Override
            public void onClick(View pressed) {
                listener.onSelfTest();
            }
        }), Looks.below(context, 16));
        column.addView(button(Word.ABOUT, new OnClickListener() {
            @Override
            public void onClick(View pressed) {
                listener.onAbout();
            }
        }), Looks.below(context, 8));
        Button forget = button(Word.FORGET, new OnClickListener() {
            @Override
            public void onClick(View pressed) {
                listener.onForget();
            }
        });
        forget.setTextColor(Looks.BAD);
        column.addView(forget, Looks.below(context, 8));
        addView(column);
    }

    void show(Snapshot now) {
        List<Control> all = Controls.of(now, words);
        if (!fits(all)) build(all);
        for (int at = 0; at < all.size(); at++) rows.get(at).show(all.get(at));
        showDetails(Figures.details(now, words));
    }

    /** Makes its rows anew when it is shown next: the screen is another. */
    void forgetRows() {
        rows.clear();
        controls.removeAllViews();
        details.removeAllViews();
    }

    private boolean fits(List<Control> all) {
        if (all.size() != rows.size()) return false;
        for (int at = 0; at < all.size(); at++) {
            if (!rows.get(at).shown().looksLike(all.get(at))) return false;
        }
        return true;
    }

    private void build(List<Control> all) {
        rows.clear();
        controls.removeAllViews();
        for (Control each : all) {
            ControlRow row = ControlRow.of(getContext(), words, each, listener);
            rows.add(row);
            controls.addView(row, Looks.below(getContext(), 0));
        }
    }

    private void showDetails(List<Figures.Row> figures) {
        while (details.getChildCount() > figures.size()) details.removeViewAt(details.getChildCount() - 1);
        while (details.getChildCount() < figures.size()) details.addView(detail(), Looks.below(getContext(), 0));
        for (int at = 0; at < figures.size(); at++) {
            LinearLayout row = (LinearLayout) details.getChildAt(at);
            Looks.set((TextView) row.getChildAt(0), figures.get(at).name);
            Looks.set((TextView) row.getChildAt(1), figures.get(at).value);
        }
    }

    private LinearLayout detail() {
        LinearLayout row = Looks.row(getContext());
        row.setMinimumHeight(Looks.dp(getContext(), 26));
        boolean isNarrow = Looks.isNarrow(getContext());
        TextView value = Looks.text(getContext(), 14, Looks.TEXT);
        value.setGravity(isNarrow ? Gravity.START : Gravity.END);
        value.setFontFeatureSettings("tnum");
        row.setOrientation(isNarrow ? LinearLayout.VERTICAL : LinearLayout.HORIZONTAL);
        row.addView(Looks.text(getContext(), 14, Looks.QUIET), isNarrow ? Looks.below(getContext(), 4) : Looks.rest());
        row.addView(value, isNarrow ? Looks.below(getContext(), 0) : Looks.rest());
        return row;
    }

    private Button button(Word word, OnClickListener does) {
        Button button = Looks.quietButton(getContext());
        button.setText(words.say(word));
        button.setOnClickListener(does);
        return button;
    }
}
