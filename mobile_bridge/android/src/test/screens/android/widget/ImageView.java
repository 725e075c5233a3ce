package android.widget;

import android.content.Context;
import android.content.res.ColorStateList;
import android.graphics.Canvas;
import android.graphics.drawable.Drawable;
import android.view.View;
import java.awt.Graphics2D;

/** A drawing. */
public class ImageView extends View {
    private Drawable image;
    private ColorStateList tint = ColorStateList.valueOf(0);

    public ImageView(Context context) {
        super(context);
    }

    public void setImageDrawable(Drawable to) {
        image = to;
    }

    public void setImageTintList(ColorStateList to) {
        tint = to;
    }

    public void setScaleType(ScaleType to) {
    }

    @Override
    protected void onDraw(Canvas canvas) {
        int width = getWidth() - getPaddingLeft() - getPaddingRight();
        int height = getHeight() - getPaddingTop() - getPaddingBottom();
        Graphics2D own = (Graphics2D) canvas.graphics.create(getPaddingLeft(), getPaddingTop(), width, height);
        if (image != null) image.paint(own, width, height, state(), tint.of(state()));
        own.dispose();
    }

    /** How it fits. */
    public enum ScaleType {
        FIT_CENTER
    }
}
