package android.widget;

import android.content.Context;

public abstract class AbsSpinner extends AdapterView<SpinnerAdapter> {
    public AbsSpinner(Context context) { super(context); }
    public void setAdapter(SpinnerAdapter adapter) { throw new RuntimeException("stub"); }
    protected void onLayout(boolean changed, int l, int t, int r, int b) { throw new RuntimeException("stub"); }
}
