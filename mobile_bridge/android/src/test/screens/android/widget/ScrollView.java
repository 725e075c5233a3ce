package android.widget;

import android.content.Context;
import android.view.View;

/** One view of any height. */
public class ScrollView extends FrameLayout {
    private boolean fills;

    public ScrollView(Context context) {
        super(context);
    }

    public void setFillViewport(boolean to) {
        fills = to;
    }

    @Override
    protected void onMeasure(int widthSpec, int heightSpec) {
        View child = getChildAt(0);
        measureChild(child, widthSpec, 0, MeasureSpec.makeMeasureSpec(0, MeasureSpec.UNSPECIFIED), 0);
        become(child.getMeasuredWidth(), child.getMeasuredHeight(), widthSpec, heightSpec);
        int inside = getMeasuredHeight() - getPaddingTop() - getPaddingBottom();
        if (!fills || child.getMeasuredHeight() >= inside) return;
        child.measure(MeasureSpec.makeMeasureSpec(child.getMeasuredWidth(), MeasureSpec.EXACTLY),
            MeasureSpec.makeMeasureSpec(inside, MeasureSpec.EXACTLY));
    }
}
