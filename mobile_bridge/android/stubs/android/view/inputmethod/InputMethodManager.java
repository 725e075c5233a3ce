package android.view.inputmethod;

import android.os.IBinder;

public final class InputMethodManager {
    public boolean hideSoftInputFromWindow(IBinder windowToken, int flags) { throw new RuntimeException("stub"); }
}
