package android.view;

import android.graphics.SurfaceTexture;
import android.os.Parcelable;

public class Surface implements Parcelable {
    public Surface(SurfaceTexture surfaceTexture) { throw new RuntimeException("stub"); }
    public void release() { throw new RuntimeException("stub"); }
}
