package android.widget;

import android.content.Context;
import android.view.View;

/** Nothing. */
public final class Space extends View {
    public Space(Context context) {
        super(context);
    }
}
