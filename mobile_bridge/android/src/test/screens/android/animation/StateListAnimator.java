package android.animation;

/** None is ever made. */
public final class StateListAnimator {
}
