package android.view;

public class ViewPropertyAnimator {
    public ViewPropertyAnimator alpha(float value) { throw new RuntimeException("stub"); }
    public ViewPropertyAnimator translationY(float value) { throw new RuntimeException("stub"); }
    public ViewPropertyAnimator setDuration(long duration) { throw new RuntimeException("stub"); }
    public ViewPropertyAnimator withEndAction(Runnable runnable) { throw new RuntimeException("stub"); }
    public void start() { throw new RuntimeException("stub"); }
    public void cancel() { throw new RuntimeException("stub"); }
}
