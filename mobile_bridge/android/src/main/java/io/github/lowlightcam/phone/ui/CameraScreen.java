package io.github.lowlightcam.phone.ui;

import android.content.Context;
import android.content.res.Configuration;
import android.graphics.Rect;
import android.view.Gravity;
import android.view.MotionEvent;
import android.view.View;
import android.view.ViewGroup;
import android.widget.FrameLayout;
import android.widget.TextView;
import io.github.lowlightcam.phone.core.Snapshot;

/** The picture and all that lies over it: status, card, bar, sheet, hint. */
final class CameraScreen extends FrameLayout {
    private static final long HINT_MS = 5000;
    private static final int LOW_DP = 560;
    private static final int BAR_DP = 88;
    private static final int WIDEST_SHEET_DP = 430;

    private final Words words;
    private final Stage stage;
    private final StatusLine status;
    private final CardPanel card;
    private final Bar bar;
    private final Sheet sheet;
    private final TextView hint;
    private final Hints hints = new Hints();
    private final Runnable hide = new Runnable() {
        @Override
        public void run() {
            hint.setVisibility(GONE);
        }
    };
    private Rect covered = new Rect();
    private Snapshot shown = Snapshot.EMPTY;
    private boolean isScanning;

    /** @param listener of the sheet; the other listeners are told what their names say */
    CameraScreen(Context context, Words words, Stage.Listener stages, CardPanel.Listener cards, Bar.Listener bars,
                 Sheet.Listener listener) {
        super(context);
        this.words = words;
        stage = new Stage(context, words, stages);
        status = new StatusLine(context, words);
        card = new CardPanel(context, words, cards);
        bar = new Bar(context, words, bars);
        sheet = new Sheet(context, words, listener);
        hint = Looks.text(context, 14, Looks.TEXT);
        hint.setBackground(Looks.plain(context, Looks.PANEL, 14));
        hint.setGravity(Gravity.CENTER);
        int side = Looks.dp(context, 16);
        hint.setPadding(side, side / 2, side, side / 2);
        hint.setAccessibilityLiveRegion(ACCESSIBILITY_LIVE_REGION_POLITE);
        hint.setVisibility(GONE);
        sheet.setVisibility(GONE);
        for (View each : new View[] {stage, card, status, hint, bar, sheet}) addView(each);
        stage.setOnTouchListener(new OnTouchListener() {
            @Override
            public boolean onTouch(View touched, MotionEvent event) {
                if (event.getActionMasked() == MotionEvent.ACTION_UP) openSheet(false);
                return true;
            }
        });
        Edges.listen(this, new Edges.Listener() {
            @Override
            public void onCovered(Rect sides) {
                covered = sides;
                arrange();
            }
        });
        arrange();
    }

    void show(Snapshot now) {
        shown = now;
        stage.setPicture(now.width, now.height);
        status.show(now);
        if (!isScanning) card.show(now);
        boolean hasControls = !isScanning && Face.hasControls(now);
        Looks.show(bar, hasControls);
        if (!hasControls) close();
        bar.show(now, stage.isComparing(), isSheetOpen());
        if (isSheetOpen()) sheet.show(now);
        hint(hints.next(now, words));
    }

    /** While a code is scanned there is the picture only. */
    void scan(boolean isOn) {
        isScanning = isOn;
        Looks.show(card, !isOn);
        Looks.show(status, !isOn);
        show(shown);
    }

    /** Shows a few words for a few seconds; '' for nothing. */
    void hint(String text) {
        if (text.isEmpty()) return;
        removeCallbacks(hide);
        hint.setText(text);
        hint.setVisibility(VISIBLE);
        postDelayed(hide, HINT_MS);
    }

    void compare(boolean isOn) {
        stage.compare(isOn);
        bar.show(shown, isOn, isSheetOpen());
    }

    boolean isComparing() {
        return stage.isComparing();
    }

    void openSheet(boolean isOpen) {
        if (isOpen) sheet.show(shown);
        Looks.show(sheet, isOpen);
        bar.show(shown, stage.isComparing(), isOpen);
    }

    boolean isSheetOpen() {
        return sheet.getVisibility() == VISIBLE;
    }

    /** Closes what lies over the picture. */
    private void close() {
        if (isSheetOpen()) openSheet(false);
        if (stage.isComparing()) compare(false);
    }

    @Override
    protected void onConfigurationChanged(Configuration to) {
        super.onConfigurationChanged(to);
        sheet.forgetRows();
        if (isSheetOpen()) sheet.show(shown);
        arrange();
    }

    /** The sheet and the card begin below the status, which is as high as its type is large. */
    @Override
    protected void onMeasure(int widthSpec, int heightSpec) {
        LayoutParams at = (LayoutParams) status.getLayoutParams();
        int width = MeasureSpec.getSize(widthSpec) - at.leftMargin - at.rightMargin;
        status.measure(MeasureSpec.makeMeasureSpec(width, MeasureSpec.EXACTLY),
            MeasureSpec.makeMeasureSpec(0, MeasureSpec.UNSPECIFIED));
        int below = at.topMargin + status.getMeasuredHeight() + Looks.dp(getContext(), 8);
        ((LayoutParams) sheet.getLayoutParams()).topMargin = below;
        card.setPadding(card.getPaddingLeft(), below, card.getPaddingRight(), card.getPaddingBottom());
        super.onMeasure(widthSpec, heightSpec);
    }

    /** Upright, the bar is at the bottom; lying on its side, at the end, where the other thumb is. */
    private void arrange() {
        Configuration is = getResources().getConfiguration();
        boolean isLying = is.orientation == Configuration.ORIENTATION_LANDSCAPE && is.screenHeightDp < LOW_DP;
        int gap = Looks.dp(getContext(), 12);
        int barSize = Looks.dp(getContext(), BAR_DP);
        Rect free = new Rect(covered.left + gap, covered.top + gap, covered.right + gap, covered.bottom + gap);
        boolean isMirrored = is.getLayoutDirection() == LAYOUT_DIRECTION_RTL;
        Rect within = new Rect(free);
        if (isLying && isMirrored) within.left += barSize;
        else if (isLying) within.right += barSize;
        else within.bottom += barSize;
        float density = Looks.dp(getContext(), 100) / 100f;
        int taken = Math.round((isLying ? free.top + free.bottom : free.left + free.right) / density);
        bar.stand(isLying, (isLying ? is.screenHeightDp : is.screenWidthDp) - taken);
        place(bar, isLying ? Gravity.END | Gravity.CENTER_VERTICAL : Gravity.BOTTOM | Gravity.CENTER_HORIZONTAL,
            ViewGroup.LayoutParams.WRAP_CONTENT, free);
        place(status, Gravity.TOP, ViewGroup.LayoutParams.MATCH_PARENT,
            isLying ? new Rect(within.left, free.top, within.right, 0) : free);
        place(hint, Gravity.BOTTOM | Gravity.CENTER_HORIZONTAL, ViewGroup.LayoutParams.WRAP_CONTENT, within);
        int widest = Looks.dp(getContext(), Math.min(WIDEST_SHEET_DP, is.screenWidthDp - 24 - (isLying ? BAR_DP : 0)));
        place(sheet, isLying ? Gravity.END | Gravity.BOTTOM : Gravity.BOTTOM | Gravity.CENTER_HORIZONTAL, widest,
            within);
        card.setPadding(within.left, within.top, within.right, within.bottom);
    }

    private static void place(View view, int gravity, int width, Rect margins) {
        LayoutParams params = new LayoutParams(width, LayoutParams.WRAP_CONTENT, gravity);
        params.setMargins(margins.left, margins.top, margins.right, margins.bottom);
        view.setLayoutParams(params);
    }
}
