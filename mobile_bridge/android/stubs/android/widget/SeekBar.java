package android.widget;

import android.content.Context;

public class SeekBar extends AbsSeekBar {
    public SeekBar(Context context) { super(context); }
    public void setOnSeekBarChangeListener(OnSeekBarChangeListener l) { throw new RuntimeException("stub"); }
    public static interface OnSeekBarChangeListener {
        void onProgressChanged(SeekBar seekBar, int progress, boolean fromUser);
        void onStartTrackingTouch(SeekBar seekBar);
        void onStopTrackingTouch(SeekBar seekBar);
    }
}
