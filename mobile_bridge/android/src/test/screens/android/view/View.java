package android.view;

import android.content.Context;
import android.content.res.Configuration;
import android.content.res.Resources;
import android.graphics.Canvas;
import android.graphics.drawable.Drawable;
import java.awt.AlphaComposite;
import java.awt.Graphics2D;
import java.util.HashSet;
import java.util.Set;

/** A part of a screen that measures, places and draws itself, as Android's does. */
public class View {
    public static final int NO_ID = -1;
    public static final int VISIBLE = 0;
    public static final int INVISIBLE = 4;
    public static final int GONE = 8;
    private static final int STATE_SELECTED = 0x010100a1;

    private static int lastId;

    public String description = "";
    public boolean isClickable;
    final Context context;
    ViewGroup.LayoutParams params;
    View parent;
    private OnApplyWindowInsetsListener insetsListener;
    private OnClickListener clickListener;
    private Drawable background;
    private int visibility;
    private int id = NO_ID;
    private int left;
    private int top;
    private int right;
    private int bottom;
    private int measuredWidth;
    private int measuredHeight;
    private int paddingLeft;
    private int paddingTop;
    private int paddingRight;
    private int paddingBottom;
    private int minimumWidth;
    private int minimumHeight;
    private boolean isEnabled = true;
    private boolean isSelected;
    private float alpha = 1;

    public View(Context context) {
        this.context = context;
    }

    public static int generateViewId() {
        return ++lastId;
    }

    public final Context getContext() {
        return context;
    }

    public Resources getResources() {
        return context.getResources();
    }


    public int getId() {
        return id;
    }

    public void setId(int to) {
        id = to;
    }

    public int getVisibility() {
        return visibility;
    }

    public void setVisibility(int to) {
        visibility = to;
    }

    public boolean isEnabled() {
        return isEnabled;
    }

    public void setEnabled(boolean to) {
        isEnabled = to;
    }

    public void setSelected(boolean to) {
        isSelected = to;
    }

    public void setAlpha(float to) {
        alpha = to;
    }

    public boolean isFocused() {
        return false;
    }

    public final boolean requestFocus() {
        return true;
    }

    public void setBackground(Drawable to) {
        background = to;
    }

    public void setBackgroundColor(final int color) {
        android.graphics.drawable.GradientDrawable plain = new android.graphics.drawable.GradientDrawable();
        plain.setColor(color);
        background = plain;
    }

    public void setOnTouchListener(OnTouchListener listener) {
    }

    public boolean onTouchEvent(MotionEvent event) {
        return false;
    }

    public void setContentDescription(CharSequence text) {
        description = text.toString();
    }

    public void setClickable(boolean to) {
        isClickable = to;
    }

    public void setOnClickListener(OnClickListener listener) {
        clickListener = listener;
        isClickable = true;
    }

    public boolean performClick() {
        clickListener.onClick(this);
        return true;
    }

    public void setOnApplyWindowInsetsListener(OnApplyWindowInsetsListener listener) {
        insetsListener = listener;
    }

    public void applyInsets(WindowInsets insets) {
        if (insetsListener != null) insetsListener.onApplyWindowInsets(this, insets);
    }

    public void setLayoutParams(ViewGroup.LayoutParams to) {
        params = to;
    }

    public ViewGroup.LayoutParams getLayoutParams() {
        return params;
    }

    public void setPadding(int toLeft, int toTop, int toRight, int toBottom) {
        paddingLeft = toLeft;
        paddingTop = toTop;
        paddingRight = toRight;
        paddingBottom = toBottom;
    }

    public void setPaddingRelative(int start, int toTop, int end, int toBottom) {
        setPadding(start, toTop, end, toBottom);
    }

    public int getPaddingLeft() {
        return paddingLeft;
    }

    public int getPaddingTop() {
        return paddingTop;
    }

    public int getPaddingRight() {
        return paddingRight;
    }

    public int getPaddingBottom() {
        return paddingBottom;
    }

    public void setMinimumWidth(int to) {
        minimumWidth = to;
    }

    public void setMinimumHeight(int to) {
        minimumHeight = to;
    }

    public final int getWidth() {
        return right - left;
    }

    public final int getHeight() {
        return bottom - top;
    }

    public final int getLeft() {
        return left;
    }

    public final int getTop() {
        return top;
    }

    public final int getMeasuredWidth() {
        return measuredWidth;
    }

    public final int getMeasuredHeight() {
        return measuredHeight;
    }

    public final void measure(int widthSpec, int heightSpec) {
        onMeasure(widthSpec, heightSpec);
    }

    protected void onMeasure(int widthSpec, int heightSpec) {
        wish(0, 0, widthSpec, heightSpec);
    }

    /** What it would like to be, with its padding and at least its minimum, as far as it may. */
    protected final void wish(int width, int height, int widthSpec, int heightSpec) {
        setMeasuredDimension(MeasureSpec.resolve(Math.max(minimumWidth, width), widthSpec),
            MeasureSpec.resolve(Math.max(minimumHeight, height), heightSpec));
    }

    protected final void setMeasuredDimension(int width, int height) {
        measuredWidth = width;
        measuredHeight = height;
    }

    public void layout(int toLeft, int toTop, int toRight, int toBottom) {
        left = toLeft;
        top = toTop;
        right = toRight;
        bottom = toBottom;
        onLayout(true, left, top, right, bottom);
    }

    protected void onLayout(boolean isChanged, int toLeft, int toTop, int toRight, int toBottom) {
    }

    protected void onConfigurationChanged(Configuration to) {
    }

    public void draw(Graphics2D graphics) {
        if (visibility != VISIBLE) return;
        Graphics2D own = (Graphics2D) graphics.create(left, top, getWidth(), getHeight());
        if (alpha < 1) own.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, alpha));
        if (background != null) background.paint(own, getWidth(), getHeight(), state(), 0);
        onDraw(new Canvas(own));
        drawInside(own);
        own.dispose();
    }

    void drawInside(Graphics2D graphics) {
    }

    protected void onDraw(Canvas canvas) {
    }

    protected Set<Integer> state() {
        Set<Integer> state = new HashSet<Integer>();
        if (isSelected) state.add(STATE_SELECTED);
        return state;
    }

    public void setFilterTouchesWhenObscured(boolean to) {
    }

    /** For tests: the phone was turned. */
    public void turned(Configuration to) {
        onConfigurationChanged(to);
    }

    public void setSystemUiVisibility(int flags) {
    }

    public boolean performHapticFeedback(int kind) {
        return true;
    }

    public void requestApplyInsets() {
    }

    public void invalidate() {
    }

    public void requestLayout() {
    }

    public boolean postDelayed(Runnable action, long milliseconds) {
        return true;
    }

    public boolean removeCallbacks(Runnable action) {
        return true;
    }

    public void setStateListAnimator(android.animation.StateListAnimator animator) {
    }

    public void setClipToOutline(boolean to) {
    }

    public void setLayoutDirection(int direction) {
    }

    public void setAccessibilityLiveRegion(int mode) {
    }

    public void setImportantForAccessibility(int mode) {
    }

    public void setLabelFor(int labelled) {
    }

    /** Told of a touch. */
    public interface OnClickListener {
        void onClick(View view);
    }

    /** Told of fingers. */
    public interface OnTouchListener {
        boolean onTouch(View view, MotionEvent event);
    }

    /** Told of what covers the edges. */
    public interface OnApplyWindowInsetsListener {
        WindowInsets onApplyWindowInsets(View view, WindowInsets insets);
    }

    /** A size and how it binds. */
    public static class MeasureSpec {
        public static final int UNSPECIFIED = 0;
        public static final int EXACTLY = 1 << 30;
        public static final int AT_MOST = 2 << 30;
        private static final int MODES = 3 << 30;

        public static int getMode(int spec) {
            return spec & MODES;
        }

        public static int getSize(int spec) {
            return spec & ~MODES;
        }

        public static int makeMeasureSpec(int size, int mode) {
            return Math.max(size, 0) | mode;
        }

        static int resolve(int size, int spec) {
            if (getMode(spec) == EXACTLY) return getSize(spec);
            return getMode(spec) == AT_MOST ? Math.min(size, getSize(spec)) : size;
        }

        /** For a child of this size below a parent of that spec, of which so much is taken. */
        static int child(int parent, int taken, int size) {
            int left = Math.max(0, getSize(parent) - taken);
            if (size >= 0) return makeMeasureSpec(size, EXACTLY);
            if (getMode(parent) == UNSPECIFIED) return makeMeasureSpec(0, UNSPECIFIED);
            boolean fills = size == ViewGroup.LayoutParams.MATCH_PARENT && getMode(parent) == EXACTLY;
            return makeMeasureSpec(left, fills ? EXACTLY : AT_MOST);
        }
    }
}
