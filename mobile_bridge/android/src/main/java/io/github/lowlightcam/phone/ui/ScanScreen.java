package io.github.lowlightcam.phone.ui;

import android.content.Context;
import android.graphics.Rect;
import android.view.Gravity;
import android.view.HapticFeedbackConstants;
import android.view.MotionEvent;
import android.view.View;
import android.view.ViewGroup;
import android.widget.Button;
import android.widget.FrameLayout;
import android.widget.LinearLayout;
import android.widget.TextView;
import io.github.lowlightcam.phone.net.Invitation;

/** The scanner, over the picture of the rear camera. */
final class ScanScreen extends FrameLayout implements CodeWatch.Listener {
    /** Told how the scan ends. */
    interface Listener {
        void onScanned(Invitation invitation);

        void onEnterLink();

        void onCancelScan();
    }

    private final Words words;
    private final Listener listener;
    private final TextView text;

    ScanScreen(Context context, Words words, final Listener listener) {
        super(context);
        this.words = words;
        this.listener = listener;
        if (Api.isAtLeast(Api.P)) Api28.pane(this, words.say(Word.SCAN));
        addView(new Finder(context));
        text = Looks.text(context, 16, Looks.TEXT);
        text.setText(words.say(Word.SCAN_TEXT));
        text.setGravity(Gravity.CENTER);
        text.setAccessibilityLiveRegion(ACCESSIBILITY_LIVE_REGION_POLITE);
        int side = Looks.dp(context, 16);
        text.setPadding(side, side / 2, side, side / 2);
        text.setBackground(Looks.plain(context, Looks.PANEL, 14));
        final FrameLayout free = new FrameLayout(context);
        free.addView(text, new LayoutParams(ViewGroup.LayoutParams.WRAP_CONTENT,
            ViewGroup.LayoutParams.WRAP_CONTENT, Gravity.TOP | Gravity.CENTER_HORIZONTAL));
        free.addView(buttons(), new LayoutParams(ViewGroup.LayoutParams.WRAP_CONTENT,
            ViewGroup.LayoutParams.WRAP_CONTENT, Gravity.BOTTOM | Gravity.CENTER_HORIZONTAL));
        addView(free);
        Edges.listen(this, new Edges.Listener() {
            @Override
            public void onCovered(Rect covered) {
                int gap = Looks.dp(getContext(), 16);
                free.setPadding(covered.left + gap, covered.top + gap, covered.right + gap, covered.bottom + gap);
            }
        });
    }

    /** What lies below is not to be touched. */
    @Override
    public boolean onTouchEvent(MotionEvent event) {
        return true;
    }

    @Override
    public void onInvitation(Invitation invitation) {
        performHapticFeedback(HapticFeedbackConstants.VIRTUAL_KEY);
        listener.onScanned(invitation);
    }

    @Override
    public void onFault(Invitation.Fault fault) {
        Looks.set(text, words.say(Offer.fault(fault)));
    }

    private LinearLayout buttons() {
        LinearLayout column = Looks.column(getContext());
        Button link = Looks.quietButton(getContext());
        link.setText(words.say(Word.ENTER_LINK));
        link.setOnClickListener(new OnClickListener() {
            @Override
            public void onClick(View pressed) {
                listener.onEnterLink();
            }
        });
        Button cancel = Looks.quietButton(getContext());
        cancel.setText(words.say(Word.CANCEL));
        cancel.setOnClickListener(new OnClickListener() {
            @Override
            public void onClick(View pressed) {
                listener.onCancelScan();
            }
        });
        column.addView(link);
        column.addView(cancel, Looks.below(getContext(), 8));
        return column;
    }
}
