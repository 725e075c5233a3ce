package android.widget;

import android.content.Context;

/** One of several. */
public class RadioButton extends CompoundButton {
    public RadioButton(Context context) {
        super(context);
    }
}
