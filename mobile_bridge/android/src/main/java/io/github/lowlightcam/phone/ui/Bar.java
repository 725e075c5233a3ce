package io.github.lowlightcam.phone.ui;

import android.content.Context;
import android.view.Gravity;
import android.view.View;
import android.widget.LinearLayout;
import io.github.lowlightcam.phone.core.Settings;
import io.github.lowlightcam.phone.core.Snapshot;

/** The buttons below the picture, or beside it while the phone lies on its side. */
final class Bar extends LinearLayout {
    /** Told what was pressed. */
    interface Listener {
        void onFlip();

        void onTorch();

        void onEnhance();

        void onCompare();

        void onMore();
    }

    private final RoundButton flip;
    private final RoundButton torch;
    private final RoundButton enhance;
    private final RoundButton compare;
    private final RoundButton more;

    Bar(Context context, Words words, Listener listener) {
        super(context);
        flip = add(words, Sign.FLIP, Word.FLIP, 52, listener);
        torch = add(words, Sign.TORCH, Word.TORCH, 52, listener);
        enhance = add(words, Sign.ENHANCE, Word.ENHANCE, 66, listener);
        compare = add(words, Sign.COMPARE, Word.COMPARE, 52, listener);
        more = add(words, Sign.MORE, Word.MORE, 52, listener);
    }

    void show(Snapshot now, boolean isComparing, boolean isSheetOpen) {
        Looks.show(flip, Controls.canFlip(now));
        Looks.show(torch, now.abilities.torch);
        torch.setSelected(now.torch);
        enhance.setSelected(!Settings.OFF.equals(now.settings.mode));
        compare.setSelected(isComparing);
        compare.setEnabled(now.width > 0);
        more.setSelected(isSheetOpen);
    }

    /** In a row, or in a column with the first button at the bottom, where the thumb is. */
    void stand(boolean isUpright) {
        RoundButton[] order = {flip, torch, enhance, compare, more};
        removeAllViews();
        setOrientation(isUpright ? VERTICAL : HORIZONTAL);
        setGravity(Gravity.CENTER);
        for (int at = 0; at < order.length; at++) addView(isUpright ? order[order.length - 1 - at] : order[at]);
    }

    private RoundButton add(Words words, final Sign sign, Word name, float sizeDp, final Listener listener) {
        RoundButton button = new RoundButton(getContext(), words, sign, name, sizeDp);
        int size = Looks.dp(getContext(), sizeDp);
        LayoutParams params = new LayoutParams(size, size);
        int gap = Looks.dp(getContext(), 5);
        params.setMargins(gap, gap, gap, gap);
        addView(button, params);
        button.setOnClickListener(new OnClickListener() {
            @Override
            public void onClick(View pressed) {
                tell(sign, listener);
            }
        });
        return button;
    }

    private static void tell(Sign sign, Listener listener) {
        switch (sign) {
            case FLIP:
                listener.onFlip();
                break;
            case TORCH:
                listener.onTorch();
                break;
            case ENHANCE:
                listener.onEnhance();
                break;
            case COMPARE:
                listener.onCompare();
                break;
            default:
                listener.onMore();
        }
    }
}
