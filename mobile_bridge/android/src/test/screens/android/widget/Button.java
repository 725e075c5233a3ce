package android.widget;

import android.content.Context;

/** Text to be pressed. */
public class Button extends TextView {
    public Button(Context context) {
        super(context);
        setGravity(0x11);
        isClickable = true;
    }
}
