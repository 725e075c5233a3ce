package android.widget;

import android.content.Context;
import android.util.AttributeSet;
import android.view.View;

public class ProgressBar extends View {
    public ProgressBar(Context context) { super(context); }
    public ProgressBar(Context context, AttributeSet attrs, int defStyleAttr) { super(context); }
    public void setProgress(int progress) { throw new RuntimeException("stub"); }
    public int getProgress() { throw new RuntimeException("stub"); }
    public void setMax(int max) { throw new RuntimeException("stub"); }
    public void setProgressDrawable(android.graphics.drawable.Drawable d) { throw new RuntimeException("stub"); }
}
