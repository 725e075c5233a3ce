package android.widget;

import android.content.Context;

/** One of them is on. */
public class RadioGroup extends LinearLayout {
    private OnCheckedChangeListener listener;

    public RadioGroup(Context context) {
        super(context);
    }

    public void check(int id) {
        for (int at = 0; at < getChildCount(); at++) {
            ((RadioButton) getChildAt(at)).setChecked(getChildAt(at).getId() == id);
        }
        if (listener != null) listener.onCheckedChanged(this, id);
    }

    public void setOnCheckedChangeListener(OnCheckedChangeListener to) {
        listener = to;
    }

    /** Told of the one that is on. */
    public interface OnCheckedChangeListener {
        void onCheckedChanged(RadioGroup group, int id);
    }
}
