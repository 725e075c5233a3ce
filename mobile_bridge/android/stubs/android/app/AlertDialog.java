package android.app;

import android.content.Context;
import android.content.DialogInterface;
import android.view.View;

public class AlertDialog extends Dialog {
    protected AlertDialog(Context context) { super(context); }
    public android.widget.Button getButton(int whichButton) { throw new RuntimeException("stub"); }
    public static class Builder {
        public Builder(Context context) { throw new RuntimeException("stub"); }
        public Builder(Context context, int themeResId) { throw new RuntimeException("stub"); }
        public Builder setTitle(int titleId) { throw new RuntimeException("stub"); }
        public Builder setTitle(CharSequence title) { throw new RuntimeException("stub"); }
        public Builder setMessage(int messageId) { throw new RuntimeException("stub"); }
        public Builder setMessage(CharSequence message) { throw new RuntimeException("stub"); }
        public Builder setView(View view) { throw new RuntimeException("stub"); }
        public Builder setPositiveButton(int textId,
                DialogInterface.OnClickListener listener) { throw new RuntimeException("stub"); }
        public Builder setPositiveButton(CharSequence text,
                DialogInterface.OnClickListener listener) { throw new RuntimeException("stub"); }
        public Builder setNegativeButton(int textId,
                DialogInterface.OnClickListener listener) { throw new RuntimeException("stub"); }
        public Builder setNegativeButton(CharSequence text,
                DialogInterface.OnClickListener listener) { throw new RuntimeException("stub"); }
        public AlertDialog create() { throw new RuntimeException("stub"); }
        public AlertDialog show() { throw new RuntimeException("stub"); }
    }
}
