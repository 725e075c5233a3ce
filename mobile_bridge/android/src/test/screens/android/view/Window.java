package android.view;

import android.content.Context;

/** Has a view of its own. */
public class Window {
    private final Context context;

    public Window(Context context) {
        this.context = context;
    }

    public final View getDecorView() {
        return new View(context);
    }
}
