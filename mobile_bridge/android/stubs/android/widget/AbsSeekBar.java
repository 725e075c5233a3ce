package android.widget;

import android.content.Context;

public abstract class AbsSeekBar extends ProgressBar {
    public void setThumb(android.graphics.drawable.Drawable thumb) { throw new RuntimeException("stub"); }
    public void setSplitTrack(boolean splitTrack) { throw new RuntimeException("stub"); }
    public AbsSeekBar(Context context) { super(context); }
    public void setKeyProgressIncrement(int increment) { throw new RuntimeException("stub"); }
}
