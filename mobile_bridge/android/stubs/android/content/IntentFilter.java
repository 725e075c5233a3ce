package android.content;

import android.os.Parcelable;

public class IntentFilter implements Parcelable {
    public IntentFilter() { throw new RuntimeException("stub"); }
    public IntentFilter(String action) { throw new RuntimeException("stub"); }
    public final void addAction(String action) { throw new RuntimeException("stub"); }
}
