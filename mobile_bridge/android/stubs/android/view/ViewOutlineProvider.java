package android.view;

public abstract class ViewOutlineProvider {
    public ViewOutlineProvider() { throw new RuntimeException("stub"); }
    public abstract void getOutline(View view, android.graphics.Outline outline);
}
