package android.view;

import android.content.Context;
import android.graphics.Canvas;
import java.awt.Color;
import java.awt.GradientPaint;

/** Shows a made-up picture. */
public class SurfaceView extends View {
    public SurfaceView(Context context) {
        super(context);
    }

    public SurfaceHolder getHolder() {
        return new SurfaceHolder() {
            @Override
            public void addCallback(Callback callback) {
            }

            @Override
            public Surface getSurface() {
                throw new IllegalStateException();
            }
        };
    }

    @Override
    protected void onDraw(Canvas canvas) {
        canvas.graphics.setPaint(new GradientPaint(0, 0, new Color(0x5a6470), getWidth(), getHeight(),
            new Color(0x8a7460)));
        canvas.graphics.fillRect(0, 0, getWidth(), getHeight());
    }
}
