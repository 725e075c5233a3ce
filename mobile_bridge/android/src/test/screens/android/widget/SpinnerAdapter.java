package android.widget;

/** Has options. */
public interface SpinnerAdapter {
    String label(int at);
}
