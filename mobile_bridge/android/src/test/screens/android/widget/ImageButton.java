package android.widget;

import android.content.Context;

/** A drawing to be pressed. */
public class ImageButton extends ImageView {
    public ImageButton(Context context) {
        super(context);
        isClickable = true;
    }
}
