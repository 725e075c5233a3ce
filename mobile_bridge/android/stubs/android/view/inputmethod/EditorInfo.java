package android.view.inputmethod;

public class EditorInfo {
    public static final int IME_ACTION_DONE = 6;
    public static final int IME_ACTION_GO = 2;
}
