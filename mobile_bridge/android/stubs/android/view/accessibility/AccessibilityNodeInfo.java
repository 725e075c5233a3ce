package android.view.accessibility;

import android.os.Parcelable;

public class AccessibilityNodeInfo implements Parcelable {
    public static final int ACTION_SCROLL_FORWARD = 4096;
    public static final int ACTION_SCROLL_BACKWARD = 8192;
    public static final int ACTION_CLICK = 16;
    public static final class AccessibilityAction {
        public AccessibilityAction(int actionId, CharSequence label) { throw new RuntimeException("stub"); }
        public static final AccessibilityAction ACTION_SCROLL_FORWARD = null;
        public static final AccessibilityAction ACTION_SCROLL_BACKWARD = null;
        public static final AccessibilityAction ACTION_SET_PROGRESS = null;
        public static final AccessibilityAction ACTION_CLICK = null;
    }
    public static final class RangeInfo {
        public static final int RANGE_TYPE_INT = 0;
        public static final int RANGE_TYPE_FLOAT = 1;
        public static final int RANGE_TYPE_PERCENT = 2;
        public static RangeInfo obtain(int type, float min, float max,
                float current) { throw new RuntimeException("stub"); }
    }
    public static final String ACTION_ARGUMENT_PROGRESS_VALUE =
            "android.view.accessibility.action.ARGUMENT_PROGRESS_VALUE";
    public void addAction(AccessibilityAction action) { throw new RuntimeException("stub"); }
    public void setClassName(CharSequence className) { throw new RuntimeException("stub"); }
    public void setText(CharSequence text) { throw new RuntimeException("stub"); }
    public void setContentDescription(CharSequence contentDescription) { throw new RuntimeException("stub"); }
    public void setHeading(boolean isHeading) { throw new RuntimeException("stub"); }
    public void setScrollable(boolean scrollable) { throw new RuntimeException("stub"); }
    public void setRangeInfo(RangeInfo rangeInfo) { throw new RuntimeException("stub"); }
}
