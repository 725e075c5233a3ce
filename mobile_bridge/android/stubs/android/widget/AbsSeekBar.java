package android.widget;

import android.content.Context;

public abstract class AbsSeekBar extends ProgressBar {
    public AbsSeekBar(Context context) { super(context); }
    public void setKeyProgressIncrement(int increment) { throw new RuntimeException("stub"); }
}
