package android.app;

import android.os.Parcelable;

public final class ForegroundServiceStartNotAllowedException extends IllegalStateException implements Parcelable {
    public ForegroundServiceStartNotAllowedException(String message) { throw new RuntimeException("stub"); }
}
