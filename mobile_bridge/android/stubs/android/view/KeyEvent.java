package android.view;

public class KeyEvent extends InputEvent {
    public static final int ACTION_UP = 1;
    public final int getAction() { throw new RuntimeException("stub"); }
}
