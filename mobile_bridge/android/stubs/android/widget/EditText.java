package android.widget;

import android.content.Context;

public class EditText extends TextView {
    public EditText(Context context) { super(context); }
    public android.text.Editable getText() { throw new RuntimeException("stub"); }
    public void setSelection(int index) { throw new RuntimeException("stub"); }
}
