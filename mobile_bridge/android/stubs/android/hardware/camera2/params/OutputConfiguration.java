package android.hardware.camera2.params;

import android.os.Parcelable;

public final class OutputConfiguration implements Parcelable {
    public OutputConfiguration(android.view.Surface surface) { throw new RuntimeException("stub"); }
}
