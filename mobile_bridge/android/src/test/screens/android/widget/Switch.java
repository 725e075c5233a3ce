package android.widget;

import android.content.Context;
import android.graphics.Canvas;
import java.awt.Color;

/** A switch of Material's looks. */
public class Switch extends CompoundButton {
    public Switch(Context context) {
        super(context);
    }

    @Override
    int own() {
        return Math.round(48 * getResources().getDisplayMetrics().density);
    }

    @Override
    protected void onDraw(Canvas canvas) {
        int high = getHeight() / 3;
        canvas.graphics.setColor(new Color(isChecked() ? 0x806236 : 0x555a60));
        canvas.graphics.fillRoundRect(0, high, getWidth(), high, high, high);
        canvas.graphics.setColor(new Color(isChecked() ? 0xffc46b : 0xb0b0b0));
        canvas.graphics.fillOval(isChecked() ? getWidth() / 2 : 0, getHeight() / 4, getHeight() / 2, getHeight() / 2);
    }
}
