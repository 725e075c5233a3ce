package android.widget;

import android.content.Context;
import android.view.View;
import android.view.ViewGroup;

public abstract class AdapterView<T extends Adapter> extends ViewGroup {
    public AdapterView(Context context) { super(context); }
    public static interface OnItemSelectedListener {
        void onItemSelected(AdapterView<?> parent, View view, int position, long id);
        void onNothingSelected(AdapterView<?> parent);
    }
    public void setOnItemSelectedListener(OnItemSelectedListener listener) { throw new RuntimeException("stub"); }
    public int getSelectedItemPosition() { throw new RuntimeException("stub"); }
    public void setSelection(int position) { throw new RuntimeException("stub"); }
}
