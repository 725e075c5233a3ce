package android.widget;

import android.content.Context;
import android.view.View;
import android.view.ViewGroup;

/** Views in a row or column. */
public class LinearLayout extends ViewGroup {
    public static final int HORIZONTAL = 0;
    public static final int VERTICAL = 1;

    private int orientation;
    private int gravity;

    public LinearLayout(Context context) {
        super(context);
    }

    public void setOrientation(int to) {
        orientation = to;
    }

    public void setGravity(int to) {
        gravity = to;
    }

    @Override
    protected ViewGroup.LayoutParams defaultParams() {
        return new LayoutParams(orientation == VERTICAL ? ViewGroup.LayoutParams.MATCH_PARENT
            : ViewGroup.LayoutParams.WRAP_CONTENT, ViewGroup.LayoutParams.WRAP_CONTENT);
    }

    @Override
    protected void onMeasure(int widthSpec, int heightSpec) {
        int along = 0;
        float weights = 0;
        for (View each : shown()) {
            weights += weight(each);
            if (weight(each) == 0) along += measureAlong(each, widthSpec, heightSpec, along);
            else along += marginsAlong(each);
        }
        int whole = orientation == VERTICAL ? MeasureSpec.getSize(heightSpec) - getPaddingTop() - getPaddingBottom()
            : MeasureSpec.getSize(widthSpec) - getPaddingLeft() - getPaddingRight();
        int rest = Math.max(0, whole - along);
        int across = 0;
        for (View each : shown()) {
            if (weight(each) > 0) {
                int share = Math.round(rest * weight(each) / weights);
                each.getLayoutParams().width = share; // rows only
                measureChild(each, widthSpec, 0, heightSpec, 0);
                each.getLayoutParams().width = 0;
                along += share;
            }
            MarginLayoutParams to = paramsOf(each);
            across = Math.max(across, orientation == VERTICAL
                ? each.getMeasuredWidth() + to.leftMargin + to.rightMargin
                : each.getMeasuredHeight() + to.topMargin + to.bottomMargin);
        }
        if (orientation == VERTICAL) become(across, along, widthSpec, heightSpec);
        else become(along, across, widthSpec, heightSpec);
        fill();
    }

    /** A row is as high as its highest, a column as wide as its widest; those that are to fill it are so too. */
    private void fill() {
        int width = getMeasuredWidth() - getPaddingLeft() - getPaddingRight();
        int height = getMeasuredHeight() - getPaddingTop() - getPaddingBottom();
        for (View each : shown()) {
            ViewGroup.LayoutParams to = each.getLayoutParams();
            boolean isRow = orientation == HORIZONTAL;
            if ((isRow ? to.height : to.width) != ViewGroup.LayoutParams.MATCH_PARENT) continue;
            each.measure(MeasureSpec.makeMeasureSpec(isRow ? each.getMeasuredWidth() : width, MeasureSpec.EXACTLY),
                MeasureSpec.makeMeasureSpec(isRow ? height : each.getMeasuredHeight(), MeasureSpec.EXACTLY));
        }
    }

    private int measureAlong(View child, int widthSpec, int heightSpec, int taken) {
        measureChild(child, widthSpec, orientation == VERTICAL ? 0 : taken, heightSpec,
            orientation == VERTICAL ? taken : 0);
        return marginsAlong(child)
            + (orientation == VERTICAL ? child.getMeasuredHeight() : child.getMeasuredWidth());
    }

    private int marginsAlong(View child) {
        MarginLayoutParams to = paramsOf(child);
        return orientation == VERTICAL ? to.topMargin + to.bottomMargin : to.leftMargin + to.rightMargin;
    }

    @Override
    protected void onLayout(boolean isChanged, int left, int top, int right, int bottom) {
        int along = 0;
        for (View each : shown()) {
            along += marginsAlong(each)
                + (orientation == VERTICAL ? each.getMeasuredHeight() : each.getMeasuredWidth());
        }
        boolean isColumn = orientation == VERTICAL;
        int at = Gravities.place(gravity, !isColumn, isColumn ? getPaddingTop() : getPaddingLeft(),
            isColumn ? getHeight() - getPaddingBottom() : getWidth() - getPaddingRight(), along);
        for (View each : shown()) {
            MarginLayoutParams to = paramsOf(each);
            int width = each.getMeasuredWidth();
            int height = each.getMeasuredHeight();
            int x = isColumn ? Gravities.place(gravity, true, getPaddingLeft() + to.leftMargin,
                getWidth() - getPaddingRight() - to.rightMargin, width) : at + to.leftMargin;
            int y = isColumn ? at + to.topMargin : Gravities.place(gravity, false, getPaddingTop() + to.topMargin,
                getHeight() - getPaddingBottom() - to.bottomMargin, height);
            each.layout(x, y, x + width, y + height);
            at += marginsAlong(each) + (isColumn ? height : width);
        }
    }

    private static float weight(View child) {
        ViewGroup.LayoutParams to = child.getLayoutParams();
        return to instanceof LayoutParams ? ((LayoutParams) to).weight : 0;
    }

    /** With a share of what is left. */
    public static class LayoutParams extends ViewGroup.MarginLayoutParams {
        public float weight;
        public int gravity;

        public LayoutParams(int width, int height) {
            super(width, height);
        }

        public LayoutParams(int width, int height, float weight) {
            super(width, height);
            this.weight = weight;
        }
    }
}
