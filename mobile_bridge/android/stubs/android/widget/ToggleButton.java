package android.widget;

import android.content.Context;

public class ToggleButton extends CompoundButton {
    public ToggleButton(Context context) { super(context); }
    public void setTextOn(CharSequence textOn) { throw new RuntimeException("stub"); }
    public void setTextOff(CharSequence textOff) { throw new RuntimeException("stub"); }
}
