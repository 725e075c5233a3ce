package android.widget;

import android.content.Context;

public abstract class CompoundButton extends Button {
    public void setButtonDrawable(android.graphics.drawable.Drawable drawable) { throw new RuntimeException("stub"); }
    public CompoundButton(Context context) { super(context); }
    public static interface OnCheckedChangeListener {
        void onCheckedChanged(CompoundButton buttonView, boolean isChecked);
    }
    public boolean isChecked() { throw new RuntimeException("stub"); }
    public void setChecked(boolean checked) { throw new RuntimeException("stub"); }
    public void setOnCheckedChangeListener(OnCheckedChangeListener listener) { throw new RuntimeException("stub"); }
}
