package io.github.lowlightcam.phone.ui;

import android.content.Context;
import android.graphics.Canvas;
import android.graphics.Paint;
import android.graphics.Path;
import android.view.View;
import android.widget.SeekBar;

/**
 * The line between before and after, which lies over the picture. It is a slider without its looks, so that
 * keyboard and screen reader move it as any other.
 */
final class SplitHandle extends SeekBar {
    private static final int STEPS = 1000;
    private static final int KEY_STEP = 50;

    private final Paint paint = new Paint(Paint.ANTI_ALIAS_FLAG);
    private final Path arrows = new Path();
    private final float line;
    private final float radius;

    SplitHandle(Context context, Words words) {
        super(context);
        line = Looks.dp(context, 2);
        radius = Looks.dp(context, 22);
        setLayoutDirection(View.LAYOUT_DIRECTION_LTR); // before is on the picture's left in every language
        setMax(STEPS);
        setKeyProgressIncrement(KEY_STEP);
        setProgress(STEPS / 2);
        setProgressDrawable(null);
        setThumb(null);
        setSplitTrack(false);
        setPadding(0, 0, 0, 0);
        setBackground(null);
        setContentDescription(words.say(Word.SPLIT));
    }

    /** 0 to 1 of the picture's width. */
    float place() {
        return (float) getProgress() / STEPS;
    }

    @Override
    protected void onDraw(Canvas canvas) {
        float x = place() * getWidth();
        float y = getHeight() / 2f;
        paint.setStyle(Paint.Style.FILL);
        paint.setColor(isFocused() ? Looks.WARM : 0xf0ffffff);
        canvas.drawRect(x - line / 2, 0, x + line / 2, getHeight(), paint);
        canvas.drawCircle(x, y, radius, paint);
        paint.setColor(0xff333333);
        arrows.rewind();
        arrow(x - radius * 0.25f, y, -radius * 0.35f);
        arrow(x + radius * 0.25f, y, radius * 0.35f);
        canvas.drawPath(arrows, paint);
    }

    private void arrow(float x, float y, float length) {
        arrows.moveTo(x, y - radius * 0.3f);
        arrows.lineTo(x + length, y);
        arrows.lineTo(x, y + radius * 0.3f);
        arrows.close();
    }
}
