package android.animation;

public class StateListAnimator {
    public StateListAnimator() { throw new RuntimeException("stub"); }
}
