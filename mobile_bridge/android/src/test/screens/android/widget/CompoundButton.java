package android.widget;

import android.content.Context;
import android.graphics.drawable.Drawable;
import java.util.Set;

/** On or off. */
public abstract class CompoundButton extends Button {
    private static final int STATE_CHECKED = 0x010100a0;

    private boolean isChecked;

    CompoundButton(Context context) {
        super(context);
    }

    public boolean isChecked() {
        return isChecked;
    }

    public void setChecked(boolean to) {
        isChecked = to;
    }

    public void setButtonDrawable(Drawable to) {
    }

    @Override
    protected Set<Integer> state() {
        Set<Integer> state = super.state();
        if (isChecked) state.add(STATE_CHECKED);
        return state;
    }
}
