package android.widget;

import android.content.Context;
import android.graphics.drawable.Drawable;
import android.view.View;

public class ImageView extends View {
    public ImageView(Context context) { super(context); }
    public enum ScaleType { MATRIX, FIT_XY, FIT_START, FIT_CENTER, FIT_END, CENTER, CENTER_CROP, CENTER_INSIDE }
    public void setImageDrawable(Drawable drawable) { throw new RuntimeException("stub"); }
    public void setScaleType(ScaleType scaleType) { throw new RuntimeException("stub"); }
    public final void setColorFilter(int color) { throw new RuntimeException("stub"); }
    public void setImageTintList(android.content.res.ColorStateList tint) { throw new RuntimeException("stub"); }
}
