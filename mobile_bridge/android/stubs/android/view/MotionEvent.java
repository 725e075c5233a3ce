package android.view;

public final class MotionEvent extends InputEvent {
    public static final int ACTION_UP = 1;
    public float getX() { throw new RuntimeException("stub"); }
    public float getY() { throw new RuntimeException("stub"); }
    public int getAction() { throw new RuntimeException("stub"); }
    public int getActionMasked() { throw new RuntimeException("stub"); }
}
