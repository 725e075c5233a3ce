package android.view;

import android.content.Context;

public abstract class OrientationEventListener {
    public OrientationEventListener(Context context) { throw new RuntimeException("stub"); }
    public void enable() { throw new RuntimeException("stub"); }
    public void disable() { throw new RuntimeException("stub"); }
    public abstract void onOrientationChanged(int orientation);
}
