package android.content;

import android.net.Uri;

/** What somebody wants. */
public class Intent {
    public static final String ACTION_MAIN = "android.intent.action.MAIN";
    public static final String ACTION_VIEW = "android.intent.action.VIEW";
    public static final int FLAG_ACTIVITY_LAUNCHED_FROM_HISTORY = 1 << 20;

    private final String action;
    private final String data;
    private final int flags;

    /** For tests: as Android brings it. */
    public Intent(String action, String data, int flags) {
        this.action = action;
        this.data = data;
        this.flags = flags;
    }

    public Intent(Context context, Class<?> component) {
        this("", component.getSimpleName(), 0);
    }

    public Intent(String action) {
        this(action, "", 0);
    }

    public Intent(String action, Uri data) {
        this(action, data.text, 0);
    }

    public String getAction() {
        return action;
    }

    public String getDataString() {
        return data;
    }

    public int getFlags() {
        return flags;
    }
}
