package android.widget;

import android.content.Context;
import android.view.View;

/** Shows one option. */
public abstract class AdapterView<T> extends TextView {
    OnItemSelectedListener listener;

    AdapterView(Context context) {
        super(context);
    }

    public void setOnItemSelectedListener(OnItemSelectedListener to) {
        listener = to;
    }

    /** Told of the option. */
    public interface OnItemSelectedListener {
        void onItemSelected(AdapterView<?> from, View item, int at, long id);

        void onNothingSelected(AdapterView<?> from);
    }
}
