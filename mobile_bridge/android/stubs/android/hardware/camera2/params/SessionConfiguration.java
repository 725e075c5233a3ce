package android.hardware.camera2.params;

import android.os.Parcelable;
import java.util.List;
import java.util.concurrent.Executor;

public final class SessionConfiguration implements Parcelable {
    public SessionConfiguration(int sessionType, List<OutputConfiguration> outputs, Executor executor,
            android.hardware.camera2.CameraCaptureSession.StateCallback cb) { throw new RuntimeException("stub"); }
}
