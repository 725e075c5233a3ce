package android.view;

import android.content.Context;
import android.util.AttributeSet;

public abstract class ViewGroup extends View implements ViewParent, ViewManager {
    public static class LayoutParams {
        public static final int MATCH_PARENT = -1;
        public static final int WRAP_CONTENT = -2;
        public int width;
        public int height;
        public LayoutParams(int width, int height) { throw new RuntimeException("stub"); }
    }
    public static class MarginLayoutParams extends LayoutParams {
        public int leftMargin;
        public int topMargin;
        public int rightMargin;
        public int bottomMargin;
        public MarginLayoutParams(int width, int height) { super(width, height); }
        public void setMargins(int left, int top, int right, int bottom) { throw new RuntimeException("stub"); }
    }
    public ViewGroup(Context context) { super(context); }
    public ViewGroup(Context context, AttributeSet attrs) { super(context); }
    public void addView(View child) { throw new RuntimeException("stub"); }
    public void addView(View child, int index) { throw new RuntimeException("stub"); }
    public void addView(View child, int width, int height) { throw new RuntimeException("stub"); }
    public void addView(View child, LayoutParams params) { throw new RuntimeException("stub"); }
    public void addView(View child, int index, LayoutParams params) { throw new RuntimeException("stub"); }
    public void removeView(View view) { throw new RuntimeException("stub"); }
    public void removeViewAt(int index) { throw new RuntimeException("stub"); }
    public void removeAllViews() { throw new RuntimeException("stub"); }
    public View getChildAt(int index) { throw new RuntimeException("stub"); }
    public int getChildCount() { throw new RuntimeException("stub"); }
    public void setClipToPadding(boolean clipToPadding) { throw new RuntimeException("stub"); }
    public void requestDisallowInterceptTouchEvent(boolean disallowIntercept) { throw new RuntimeException("stub"); }
    protected abstract void onLayout(boolean changed, int l, int t, int r, int b);
}
