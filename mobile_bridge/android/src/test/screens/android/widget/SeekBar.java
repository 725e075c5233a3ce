package android.widget;

import android.content.Context;
import android.graphics.Canvas;
import java.awt.Color;

/** A slider of Material's looks. */
public class SeekBar extends AbsSeekBar {
    private OnSeekBarChangeListener listener;

    public SeekBar(Context context) {
        super(context);
        int side = Math.round(16 * getResources().getDisplayMetrics().density);
        setPadding(side, 0, side, 0);
    }

    public void setOnSeekBarChangeListener(OnSeekBarChangeListener to) {
        listener = to;
    }

    /** As a finger does. */
    public void slide(int to) {
        listener.onStartTrackingTouch(this);
        setProgress(to);
        listener.onProgressChanged(this, to, true);
        listener.onStopTrackingTouch(this);
    }

    @Override
    protected void onDraw(Canvas canvas) {
        int from = getPaddingLeft();
        int wide = getWidth() - 2 * from;
        int y = getHeight() / 2;
        canvas.graphics.setColor(new Color(0x555a60));
        canvas.graphics.fillRect(from, y - 2, wide, 4);
        canvas.graphics.setColor(new Color(isEnabled() ? 0xffc46b : 0x808080));
        canvas.graphics.fillRect(from, y - 2, Math.round(wide * share()), 4);
        canvas.graphics.fillOval(from + Math.round(wide * share()) - from / 2, y - from / 2, from, from);
    }

    /** Told of what a person does. */
    public interface OnSeekBarChangeListener {
        void onProgressChanged(SeekBar bar, int progress, boolean isByPerson);

        void onStartTrackingTouch(SeekBar bar);

        void onStopTrackingTouch(SeekBar bar);
    }
}
