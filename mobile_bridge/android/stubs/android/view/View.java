package android.view;

import android.content.Context;
import android.graphics.Canvas;
import android.graphics.drawable.Drawable;
import android.util.AttributeSet;

public class View {
    public static final int VISIBLE = 0;
    public static final int INVISIBLE = 4;
    public static final int GONE = 8;
    public static final int NO_ID = -1;
    public static final int LAYOUT_DIRECTION_LTR = 0;
    public static final int LAYOUT_DIRECTION_RTL = 1;
    public static final int IMPORTANT_FOR_ACCESSIBILITY_AUTO = 0;
    public static final int IMPORTANT_FOR_ACCESSIBILITY_NO = 2;
    public static final int IMPORTANT_FOR_ACCESSIBILITY_NO_HIDE_DESCENDANTS = 4;
    public static final int ACCESSIBILITY_LIVE_REGION_POLITE = 1;
    public static final int SYSTEM_UI_FLAG_LAYOUT_STABLE = 0x100;
    public static final int SYSTEM_UI_FLAG_LAYOUT_HIDE_NAVIGATION = 0x200;
    public static final int SYSTEM_UI_FLAG_LAYOUT_FULLSCREEN = 0x400;
    public View(Context context) { throw new RuntimeException("stub"); }
    public View(Context context, AttributeSet attrs) { throw new RuntimeException("stub"); }
    public static interface OnClickListener {
        void onClick(View v);
    }
    public static interface OnLongClickListener {
        boolean onLongClick(View v);
    }
    public static interface OnTouchListener {
        boolean onTouch(View v, MotionEvent event);
    }
    public static interface OnKeyListener {
        boolean onKey(View v, int keyCode, KeyEvent event);
    }
    public static interface OnApplyWindowInsetsListener {
        WindowInsets onApplyWindowInsets(View v, WindowInsets insets);
    }
    public static interface OnFocusChangeListener {
        void onFocusChange(View v, boolean hasFocus);
    }
    public static interface OnLayoutChangeListener {
        void onLayoutChange(View v, int left, int top, int right, int bottom, int oldLeft, int oldTop, int oldRight,
                int oldBottom);
    }
    public static class AccessibilityDelegate {
        public AccessibilityDelegate() { throw new RuntimeException("stub"); }
    }
    public static class MeasureSpec {
        public static final int UNSPECIFIED = 0;
        public static final int EXACTLY = 1073741824;
        public static final int AT_MOST = -2147483648;
        public static int getMode(int measureSpec) { throw new RuntimeException("stub"); }
        public static int getSize(int measureSpec) { throw new RuntimeException("stub"); }
        public static int makeMeasureSpec(int size, int mode) { throw new RuntimeException("stub"); }
    }
    public final Context getContext() { throw new RuntimeException("stub"); }
    public android.content.res.Resources getResources() { throw new RuntimeException("stub"); }
    public void setId(int id) { throw new RuntimeException("stub"); }
    public int getId() { throw new RuntimeException("stub"); }
    public static int generateViewId() { throw new RuntimeException("stub"); }
    public void setStateListAnimator(android.animation.StateListAnimator stateListAnimator) { throw new RuntimeException("stub"); }
    protected void onConfigurationChanged(android.content.res.Configuration newConfig) { throw new RuntimeException("stub"); }
    public boolean performHapticFeedback(int feedbackConstant) { throw new RuntimeException("stub"); }
    public void setOnClickListener(OnClickListener l) { throw new RuntimeException("stub"); }
    public void setOnTouchListener(OnTouchListener l) { throw new RuntimeException("stub"); }
    public void setOnApplyWindowInsetsListener(OnApplyWindowInsetsListener listener)
            { throw new RuntimeException("stub"); }
    public void setVisibility(int visibility) { throw new RuntimeException("stub"); }
    public int getVisibility() { throw new RuntimeException("stub"); }
    public boolean isShown() { throw new RuntimeException("stub"); }
    public void setFilterTouchesWhenObscured(boolean enabled) { throw new RuntimeException("stub"); }
    public void setEnabled(boolean enabled) { throw new RuntimeException("stub"); }
    public boolean isEnabled() { throw new RuntimeException("stub"); }
    public void setSelected(boolean selected) { throw new RuntimeException("stub"); }
    public void setClickable(boolean clickable) { throw new RuntimeException("stub"); }
    public boolean isFocused() { throw new RuntimeException("stub"); }
    public final boolean requestFocus() { throw new RuntimeException("stub"); }
    public boolean performClick() { throw new RuntimeException("stub"); }
    public void setLayoutParams(ViewGroup.LayoutParams params) { throw new RuntimeException("stub"); }
    public ViewGroup.LayoutParams getLayoutParams() { throw new RuntimeException("stub"); }
    public void setPadding(int left, int top, int right, int bottom) { throw new RuntimeException("stub"); }
    public void setPaddingRelative(int start, int top, int end, int bottom) { throw new RuntimeException("stub"); }
    public int getPaddingLeft() { throw new RuntimeException("stub"); }
    public int getPaddingTop() { throw new RuntimeException("stub"); }
    public int getPaddingRight() { throw new RuntimeException("stub"); }
    public int getPaddingBottom() { throw new RuntimeException("stub"); }
    public void setMinimumHeight(int minHeight) { throw new RuntimeException("stub"); }
    public void setMinimumWidth(int minWidth) { throw new RuntimeException("stub"); }
    public void setBackgroundColor(int color) { throw new RuntimeException("stub"); }
    public void setBackground(Drawable background) { throw new RuntimeException("stub"); }
    public void setAlpha(float alpha) { throw new RuntimeException("stub"); }
    public void setContentDescription(CharSequence contentDescription) { throw new RuntimeException("stub"); }
    public void setStateDescription(CharSequence stateDescription) { throw new RuntimeException("stub"); }
    public void setAccessibilityHeading(boolean isHeading) { throw new RuntimeException("stub"); }
    public void setAccessibilityPaneTitle(CharSequence accessibilityPaneTitle) { throw new RuntimeException("stub"); }
    public void setAccessibilityLiveRegion(int mode) { throw new RuntimeException("stub"); }
    public void setImportantForAccessibility(int mode) { throw new RuntimeException("stub"); }
    public void setLabelFor(int id) { throw new RuntimeException("stub"); }
    public void setLayoutDirection(int layoutDirection) { throw new RuntimeException("stub"); }
    public int getLayoutDirection() { throw new RuntimeException("stub"); }
    public void setSystemUiVisibility(int visibility) { throw new RuntimeException("stub"); }
    public void requestApplyInsets() { throw new RuntimeException("stub"); }
    public WindowInsets onApplyWindowInsets(WindowInsets insets) { throw new RuntimeException("stub"); }
    public final int getWidth() { throw new RuntimeException("stub"); }
    public final int getHeight() { throw new RuntimeException("stub"); }
    public final int getLeft() { throw new RuntimeException("stub"); }
    public final int getTop() { throw new RuntimeException("stub"); }
    public final int getMeasuredWidth() { throw new RuntimeException("stub"); }
    public final int getMeasuredHeight() { throw new RuntimeException("stub"); }
    public final void measure(int widthMeasureSpec, int heightMeasureSpec) { throw new RuntimeException("stub"); }
    public void layout(int l, int t, int r, int b) { throw new RuntimeException("stub"); }
    protected void onMeasure(int widthMeasureSpec, int heightMeasureSpec) { throw new RuntimeException("stub"); }
    protected final void setMeasuredDimension(int measuredWidth,
            int measuredHeight) { throw new RuntimeException("stub"); }
    protected void onLayout(boolean changed, int left, int top, int right,
            int bottom) { throw new RuntimeException("stub"); }
    protected void onDraw(Canvas canvas) { throw new RuntimeException("stub"); }
    public boolean onTouchEvent(MotionEvent event) { throw new RuntimeException("stub"); }
    public void invalidate() { throw new RuntimeException("stub"); }
    public void requestLayout() { throw new RuntimeException("stub"); }
    public boolean post(Runnable action) { throw new RuntimeException("stub"); }
    public boolean postDelayed(Runnable action, long delayMillis) { throw new RuntimeException("stub"); }
    public boolean removeCallbacks(Runnable action) { throw new RuntimeException("stub"); }
    public void setClipToOutline(boolean clipToOutline) { throw new RuntimeException("stub"); }
}
