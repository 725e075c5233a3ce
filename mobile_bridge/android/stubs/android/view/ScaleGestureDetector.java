package android.view;

import android.content.Context;

public class ScaleGestureDetector {
    public ScaleGestureDetector(Context context,
            OnScaleGestureListener listener) { throw new RuntimeException("stub"); }
    public boolean onTouchEvent(MotionEvent event) { throw new RuntimeException("stub"); }
    public float getScaleFactor() { throw new RuntimeException("stub"); }
    public boolean isInProgress() { throw new RuntimeException("stub"); }
    public static interface OnScaleGestureListener {
        boolean onScale(ScaleGestureDetector detector);
        boolean onScaleBegin(ScaleGestureDetector detector);
        void onScaleEnd(ScaleGestureDetector detector);
    }
    public static class SimpleOnScaleGestureListener implements OnScaleGestureListener {
        public SimpleOnScaleGestureListener() { throw new RuntimeException("stub"); }
        public boolean onScale(ScaleGestureDetector detector) { throw new RuntimeException("stub"); }
        public boolean onScaleBegin(ScaleGestureDetector detector) { throw new RuntimeException("stub"); }
        public void onScaleEnd(ScaleGestureDetector detector) { throw new RuntimeException("stub"); }
    }
}
