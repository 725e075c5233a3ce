package android.app;

import android.content.Context;
import android.content.DialogInterface;
import android.view.View;

public class Dialog implements DialogInterface {
    public Dialog(Context context) { throw new RuntimeException("stub"); }
    public void show() { throw new RuntimeException("stub"); }
    public void dismiss() { throw new RuntimeException("stub"); }
    public void cancel() { throw new RuntimeException("stub"); }
    public void setContentView(View view) { throw new RuntimeException("stub"); }
    public android.view.Window getWindow() { throw new RuntimeException("stub"); }
}
