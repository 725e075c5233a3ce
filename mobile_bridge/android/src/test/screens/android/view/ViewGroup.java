package android.view;

import android.content.Context;
import android.content.res.Configuration;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.List;

/** A view with others inside. */
public abstract class ViewGroup extends View {
    final List<View> children = new ArrayList<View>();

    public ViewGroup(Context context) {
        super(context);
    }

    public void addView(View child) {
        addView(child, child.params == null ? defaultParams() : child.params);
    }

    public void addView(View child, LayoutParams to) {
        if (child.parent != null) throw new IllegalStateException("has a parent already");
        child.params = to;
        child.parent = this;
        children.add(child);
    }

    protected LayoutParams defaultParams() {
        return new MarginLayoutParams(LayoutParams.WRAP_CONTENT, LayoutParams.WRAP_CONTENT);
    }

    public void removeViewAt(int index) {
        children.remove(index).parent = null;
    }

    public void removeAllViews() {
        while (!children.isEmpty()) removeViewAt(0);
    }

    public View getChildAt(int index) {
        return children.get(index);
    }

    public int getChildCount() {
        return children.size();
    }

    public void setClipToPadding(boolean to) {
    }

    protected List<View> shown() {
        List<View> shown = new ArrayList<View>();
        for (View each : children) {
            if (each.getVisibility() != GONE) shown.add(each);
        }
        return shown;
    }

    protected static MarginLayoutParams paramsOf(View child) {
        return (MarginLayoutParams) child.getLayoutParams();
    }

    /** Measures a child in what is left of the specs. */
    protected void measureChild(View child, int widthSpec, int takenWidth, int heightSpec, int takenHeight) {
        MarginLayoutParams to = paramsOf(child);
        child.measure(
            MeasureSpec.child(widthSpec, getPaddingLeft() + getPaddingRight() + to.leftMargin + to.rightMargin
                + takenWidth, to.width),
            MeasureSpec.child(heightSpec, getPaddingTop() + getPaddingBottom() + to.topMargin + to.bottomMargin
                + takenHeight, to.height));
    }

    protected final void become(int width, int height, int widthSpec, int heightSpec) {
        wish(width + getPaddingLeft() + getPaddingRight(), height + getPaddingTop() + getPaddingBottom(), widthSpec,
            heightSpec);
    }

    @Override
    public void turned(Configuration to) {
        super.turned(to);
        for (View each : children) each.turned(to);
    }

    @Override
    public void applyInsets(WindowInsets insets) {
        super.applyInsets(insets);
        for (View each : children) each.applyInsets(insets);
    }

    @Override
    void drawInside(Graphics2D graphics) {
        for (View each : children) each.draw(graphics);
    }

    /** Which size a child asks for. */
    public static class LayoutParams {
        public static final int MATCH_PARENT = -1;
        public static final int WRAP_CONTENT = -2;

        public int width;
        public int height;

        public LayoutParams(int width, int height) {
            this.width = width;
            this.height = height;
        }
    }

    /** With a gap around. */
    public static class MarginLayoutParams extends LayoutParams {
        public int leftMargin;
        public int topMargin;
        public int rightMargin;
        public int bottomMargin;

        public MarginLayoutParams(int width, int height) {
            super(width, height);
        }

        public void setMargins(int left, int top, int right, int bottom) {
            leftMargin = left;
            topMargin = top;
            rightMargin = right;
            bottomMargin = bottom;
        }
    }
}
