package android.view.accessibility;

public final class AccessibilityEvent {
    public static final int TYPE_VIEW_SELECTED = 4;
    public static final int TYPE_VIEW_SCROLLED = 4096;
    public static final int TYPE_WINDOW_CONTENT_CHANGED = 2048;
}
