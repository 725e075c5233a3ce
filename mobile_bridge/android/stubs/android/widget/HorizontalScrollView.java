package android.widget;

import android.content.Context;

public class HorizontalScrollView extends FrameLayout {
    public HorizontalScrollView(Context context) { super(context); }
    public void setFillViewport(boolean fillViewport) { throw new RuntimeException("stub"); }
}
