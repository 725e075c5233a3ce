package android.widget;

import android.content.Context;
import android.view.View;
import android.view.ViewGroup;

/** Views one over the other. */
public class FrameLayout extends ViewGroup {
    public FrameLayout(Context context) {
        super(context);
    }

    @Override
    protected ViewGroup.LayoutParams defaultParams() {
        return new LayoutParams(ViewGroup.LayoutParams.MATCH_PARENT, ViewGroup.LayoutParams.MATCH_PARENT);
    }

    @Override
    protected void onMeasure(int widthSpec, int heightSpec) {
        int width = 0;
        int height = 0;
        for (View each : shown()) {
            measureChild(each, widthSpec, 0, heightSpec, 0);
            MarginLayoutParams to = paramsOf(each);
            width = Math.max(width, each.getMeasuredWidth() + to.leftMargin + to.rightMargin);
            height = Math.max(height, each.getMeasuredHeight() + to.topMargin + to.bottomMargin);
        }
        become(width, height, widthSpec, heightSpec);
    }

    @Override
    protected void onLayout(boolean isChanged, int left, int top, int right, int bottom) {
        for (View each : shown()) {
            MarginLayoutParams to = paramsOf(each);
            int gravity = to instanceof LayoutParams ? ((LayoutParams) to).gravity : 0;
            int x = Gravities.place(gravity, true, getPaddingLeft() + to.leftMargin,
                getWidth() - getPaddingRight() - to.rightMargin, each.getMeasuredWidth());
            int y = Gravities.place(gravity, false, getPaddingTop() + to.topMargin,
                getHeight() - getPaddingBottom() - to.bottomMargin, each.getMeasuredHeight());
            each.layout(x, y, x + each.getMeasuredWidth(), y + each.getMeasuredHeight());
        }
    }

    /** With a gravity. */
    public static class LayoutParams extends ViewGroup.MarginLayoutParams {
        public int gravity;

        public LayoutParams(int width, int height) {
            super(width, height);
        }

        public LayoutParams(int width, int height, int gravity) {
            super(width, height);
            this.gravity = gravity;
        }
    }
}
