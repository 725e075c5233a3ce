package io.github.lowlightcam.phone.ui;

import android.content.Context;
import android.graphics.Canvas;
import android.graphics.Paint;
import android.graphics.RectF;
import android.view.View;

/** The frame in which the code is to be held; around it the picture is dimmed. */
final class Finder extends View {
    private static final float SHARE = 0.62f;

    private final Paint paint = new Paint(Paint.ANTI_ALIAS_FLAG);
    private final RectF frame = new RectF();
    private final float radius;

    Finder(Context context) {
        super(context);
        radius = Looks.dp(context, 24);
    }

    @Override
    protected void onDraw(Canvas canvas) {
        float half = Math.min(getWidth(), getHeight()) * SHARE / 2;
        float x = getWidth() / 2f;
        float y = getHeight() / 2f;
        paint.setStyle(Paint.Style.FILL);
        paint.setColor(0x66000000);
        canvas.drawRect(0, 0, getWidth(), y - half, paint);
        canvas.drawRect(0, y + half, getWidth(), getHeight(), paint);
        canvas.drawRect(0, y - half, x - half, y + half, paint);
        canvas.drawRect(x + half, y - half, getWidth(), y + half, paint);
        frame.set(x - half, y - half, x + half, y + half);
        paint.setStyle(Paint.Style.STROKE);
        paint.setStrokeWidth(Looks.dp(getContext(), 4));
        paint.setColor(Looks.WARM);
        canvas.drawRoundRect(frame, radius, radius, paint);
    }
}
