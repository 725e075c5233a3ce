package android.view;

public final class MotionEvent extends InputEvent {
    public static final int ACTION_DOWN = 0;
    public static final int ACTION_UP = 1;
    public static final int ACTION_MOVE = 2;
    public static final int ACTION_CANCEL = 3;
    public float getX() { throw new RuntimeException("stub"); }
    public float getY() { throw new RuntimeException("stub"); }
    public float getRawX() { throw new RuntimeException("stub"); }
    public float getRawY() { throw new RuntimeException("stub"); }
    public int getAction() { throw new RuntimeException("stub"); }
    public int getActionMasked() { throw new RuntimeException("stub"); }
    public int getPointerCount() { throw new RuntimeException("stub"); }
}
