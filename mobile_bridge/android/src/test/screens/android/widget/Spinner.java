package android.widget;

import android.content.Context;
import android.graphics.Canvas;
import java.awt.Color;

/** A menu that is closed. */
public class Spinner extends AdapterView<SpinnerAdapter> {
    private SpinnerAdapter adapter;
    private int selected;

    public Spinner(Context context) {
        super(context);
        isClickable = true;
        setTextSize(16);
        int side = Math.round(8 * getResources().getDisplayMetrics().density);
        setPadding(side, 0, 4 * side, 0);
        setGravity(0x10);
    }

    public void setAdapter(SpinnerAdapter to) {
        adapter = to;
        setText(adapter.label(selected));
    }

    public int getSelectedItemPosition() {
        return selected;
    }

    public void setSelection(int to) {
        selected = to;
        setText(adapter.label(to));
        if (listener != null) listener.onItemSelected(this, this, to, to);
    }

    @Override
    protected void onDraw(Canvas canvas) {
        super.onDraw(canvas);
        int x = getWidth() - getPaddingLeft() * 2;
        int y = getHeight() / 2;
        int size = getPaddingLeft() / 2;
        canvas.graphics.setColor(Color.LIGHT_GRAY);
        canvas.graphics.fillPolygon(new int[] {x - size, x + size, x}, new int[] {y - size / 2, y - size / 2, y + size},
            3);
    }
}
