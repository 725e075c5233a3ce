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

    private static final int SIZE_DP = 52;
    private static final int MAIN_DP = 66;
    private static final int SMALL_DP = 48;
    private static final int GAP_DP = 5;
    private static final int LONG_DP = MAIN_DP + 4 * SIZE_DP + 10 * GAP_DP;

    private final RoundButton flip;
    private final RoundButton torch;
    private final RoundButton enhance;
    private final RoundButton compare;
    private final RoundButton more;

    Bar(Context context, Words words, Listener listener) {
        super(context);
        flip = button(words, Sign.FLIP, Word.FLIP, listener);
        torch = button(words, Sign.TORCH, Word.TORCH, listener);
        enhance = button(words, Sign.ENHANCE, Word.ENHANCE, listener);
        compare = button(words, Sign.COMPARE, Word.COMPARE, listener);
        more = button(words, Sign.MORE, Word.MORE, listener);
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

    /**
     * In a row, or in a column with the first button at the bottom, where the thumb is.
     *
     * @param lengthDp for all of them
     */
    void stand(boolean isUpright, int lengthDp) {
        RoundButton[] order = {flip, torch, enhance, compare, more};
        boolean isShort = lengthDp < LONG_DP;
        removeAllViews();
        setOrientation(isUpright ? VERTICAL : HORIZONTAL);
        setGravity(Gravity.CENTER);
        for (int at = 0; at < order.length; at++) {
            RoundButton button = order[isUpright ? order.length - 1 - at : at];
            boolean isMain = button == enhance && !isShort;
            addView(button, place(isMain ? MAIN_DP : isShort ? SMALL_DP : SIZE_DP, isShort ? 0 : GAP_DP, isUpright));
        }
    }

    private LayoutParams place(int sizeDp, int gapDp, boolean isUpright) {
        int size = Looks.dp(getContext(), sizeDp);
        LayoutParams params = new LayoutParams(size, size);
        int along = Looks.dp(getContext(), gapDp);
        int across = Looks.dp(getContext(), GAP_DP);
        params.setMargins(isUpright ? across : along, isUpright ? along : across, isUpright ? across : along,
            isUpright ? along : across);
        return params;
    }

    private RoundButton button(Words words, final Sign sign, Word name, final Listener listener) {
        RoundButton button = new RoundButton(getContext(), words, sign, name);
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
