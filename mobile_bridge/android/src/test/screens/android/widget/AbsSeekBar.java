package android.widget;

import android.content.Context;
import android.graphics.drawable.Drawable;

/** How far something is to be. */
public abstract class AbsSeekBar extends ProgressBar {
    AbsSeekBar(Context context) {
        super(context);
        isClickable = true;
    }

    public void setKeyProgressIncrement(int to) {
    }

    public void setThumb(Drawable to) {
    }

    public void setSplitTrack(boolean to) {
    }
}
