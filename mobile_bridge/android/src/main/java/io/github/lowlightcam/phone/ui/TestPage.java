package io.github.lowlightcam.phone.ui;

import android.content.ClipData;
import android.content.ClipboardManager;
import android.content.Context;
import android.content.Intent;
import android.graphics.Typeface;
import android.view.View;
import android.widget.Button;
import android.widget.ProgressBar;
import android.widget.TextView;
import io.github.lowlightcam.phone.core.Commands;

/**
 * The self-test: how far it is, and its report, to be read, sent, copied or shared. It is made once: who leaves it and
 * comes back finds the test where it is.
 */
final class TestPage extends Page implements Commands.TestListener {
    private static final int STEPS = 1000;

    private final Bond bond;
    private final Button start;
    private final ProgressBar progress;
    private final TextView state;
    private final Button send;
    private final Button copy;
    private final Button share;
    private final TextView report;

    TestPage(Context context, Words words, final Bond bond, Runnable close) {
        super(context, words, Word.SELF_TEST, close);
        this.bond = bond;
        paragraph(words.say(Word.TEST_TEXT));
        start = button(Looks.warmButton(context), Word.TEST_START, new OnClickListener() {
            @Override
            public void onClick(View pressed) {
                start();
            }
        });
        progress = new ProgressBar(context, null, android.R.attr.progressBarStyleHorizontal);
        progress.setMax(STEPS);
        column.addView(progress, Looks.below(context, 16));
        state = paragraph("");
        state.setAccessibilityLiveRegion(ACCESSIBILITY_LIVE_REGION_POLITE);
        send = button(Looks.warmButton(context), Word.SEND, new OnClickListener() {
            @Override
            public void onClick(View pressed) {
                send();
            }
        });
        copy = button(Looks.quietButton(context), Word.COPY, new OnClickListener() {
            @Override
            public void onClick(View pressed) {
                copy();
            }
        });
        share = button(Looks.quietButton(context), Word.SHARE, new OnClickListener() {
            @Override
            public void onClick(View pressed) {
                share();
            }
        });
        report = paragraph("");
        report.setTypeface(Typeface.MONOSPACE);
        report.setTextSize(12);
        report.setTextIsSelectable(true);
        showResult(false);
        progress.setVisibility(GONE);
    }

    @Override
    public void onProgress(float share) {
        progress.setProgress(Math.round(share * STEPS));
        // said aloud each time it changes: so by tenths
        Looks.set(state, words.say(Word.TEST_GOES, (int) (share * 10) * 10));
    }

    @Override
    public void onReport(String text) {
        report.setText(text);
        state.setText("");
        progress.setVisibility(GONE);
        start.setEnabled(true);
        start.setText(words.say(Word.TEST_AGAIN));
        showResult(true);
        send.requestFocus();
    }

    private void start() {
        start.setEnabled(false);
        progress.setVisibility(VISIBLE);
        showResult(false);
        onProgress(0);
        bond.commands().selfTest(this);
    }

    private void showResult(boolean isThere) {
        for (View each : new View[] {send, copy, share, report}) Looks.show(each, isThere);
    }

    private void send() {
        bond.commands().sendReport(report.getText().toString());
        boolean isConnected = Face.isConnected(bond.commands().snapshot().state);
        state.setText(words.say(isConnected ? Word.SENT : Word.SENT_LATER));
    }

    private void copy() {
        ClipboardManager clipboard = (ClipboardManager) getContext().getSystemService(Context.CLIPBOARD_SERVICE);
        clipboard.setPrimaryClip(ClipData.newPlainText(words.say(Word.SELF_TEST), report.getText()));
        state.setText(words.say(Word.COPIED));
    }

    private void share() {
        Intent intent = new Intent(Intent.ACTION_SEND).setType("text/plain")
            .putExtra(Intent.EXTRA_TEXT, report.getText().toString());
        getContext().startActivity(Intent.createChooser(intent, words.say(Word.SHARE)));
    }
}
