package io.github.lowlightcam.phone.ui;

import android.content.Context;
import android.graphics.Rect;
import android.view.Gravity;
import android.view.MotionEvent;
import android.view.View;
import android.view.ViewGroup;
import android.widget.Button;
import android.widget.FrameLayout;
import android.widget.LinearLayout;
import android.widget.ScrollView;
import android.widget.TextView;

/** A screen of text and buttons, over the picture. */
class Page extends FrameLayout {
    final Words words;
    final LinearLayout column;

    Page(Context context, Words words, Word title, final Runnable close) {
        super(context);
        this.words = words;
        setBackgroundColor(Looks.GROUND);
        if (Api.isAtLeast(Api.P)) Api28.pane(this, words.say(title));
        column = new TextColumn(context);
        final int gap = Looks.dp(context, 20);
        LinearLayout head = Looks.row(context);
        TextView name = Looks.title(context, 23);
        name.setText(words.say(title));
        if (Looks.isNarrow(context)) {
            head.setOrientation(LinearLayout.VERTICAL);
            head.setGravity(Gravity.START);
            head.addView(name, Looks.below(context, 0));
        } else {
            head.addView(name, Looks.rest());
        }
        Button done = Looks.quietButton(context);
        done.setText(words.say(Word.CLOSE));
        done.setOnClickListener(new OnClickListener() {
            @Override
            public void onClick(View pressed) {
                close.run();
            }
        });
        head.addView(done, new LinearLayout.LayoutParams(
            ViewGroup.LayoutParams.WRAP_CONTENT, ViewGroup.LayoutParams.WRAP_CONTENT));
        column.addView(head);
        final ScrollView scroll = new ScrollView(context);
        scroll.setClipToPadding(false);
        FrameLayout middle = new FrameLayout(context);
        middle.setPadding(gap, 0, gap, 0);
        middle.addView(column, new LayoutParams(ViewGroup.LayoutParams.MATCH_PARENT,
            ViewGroup.LayoutParams.WRAP_CONTENT, Gravity.CENTER_HORIZONTAL));
        scroll.addView(middle);
        addView(scroll);
        Edges.listen(this, new Edges.Listener() {
            @Override
            public void onCovered(Rect covered) {
                scroll.setPadding(covered.left, covered.top + gap, covered.right, covered.bottom + gap);
            }
        });
    }

    /** What lies below is not to be touched. */
    @Override
    public boolean onTouchEvent(MotionEvent event) {
        return true;
    }

    final TextView paragraph(String text) {
        TextView view = Looks.text(getContext(), 16, Looks.QUIET);
        view.setText(text);
        column.addView(view, Looks.below(getContext(), 14));
        return view;
    }

    final Button button(Button button, Word word, OnClickListener does) {
        button.setText(words.say(word));
        button.setOnClickListener(does);
        column.addView(button, Looks.below(getContext(), 10));
        return button;
    }
}
