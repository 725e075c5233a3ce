package android.widget;

import android.content.Context;
import android.graphics.Canvas;
import android.graphics.drawable.Drawable;
import android.util.AttributeSet;
import android.view.View;
import java.awt.Color;

/** How far something is. */
public class ProgressBar extends View {
    private int max = 100;
    private int progress;

    public ProgressBar(Context context) {
        super(context);
    }

    public ProgressBar(Context context, AttributeSet attributes, int style) {
        super(context);
        setMinimumHeight(16);
    }

    public void setMax(int to) {
        max = to;
    }

    public int getProgress() {
        return progress;
    }

    public void setProgress(int to) {
        progress = to;
    }

    public void setProgressDrawable(Drawable to) {
    }

    float share() {
        return (float) progress / max;
    }

    @Override
    protected void onDraw(Canvas canvas) {
        int y = getHeight() / 2 - 2;
        canvas.graphics.setColor(new Color(0x555a60));
        canvas.graphics.fillRect(0, y, getWidth(), 4);
        canvas.graphics.setColor(new Color(0xffc46b));
        canvas.graphics.fillRect(0, y, Math.round(getWidth() * share()), 4);
    }
}
