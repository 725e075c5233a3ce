package android.view;

import android.graphics.SurfaceTexture;
import android.os.Parcelable;

public class Surface implements Parcelable {
    public static final int ROTATION_0 = 0;
    public static final int ROTATION_90 = 1;
    public static final int ROTATION_180 = 2;
    public static final int ROTATION_270 = 3;
    public Surface(SurfaceTexture surfaceTexture) { throw new RuntimeException("stub"); }
    public void release() { throw new RuntimeException("stub"); }
    public boolean isValid() { throw new RuntimeException("stub"); }
}
