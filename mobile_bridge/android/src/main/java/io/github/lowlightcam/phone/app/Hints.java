package io.github.lowlightcam.phone.app;

import android.content.Context;
import android.os.Build;

/** Tells Android how long a frame may take and how long it takes, so that it clocks the processor as needed. */
class Hints {
    /** For phones that do not listen. */
    static final Hints NONE = new Hints();

    static Hints of(Context context) {
        return Build.VERSION.SDK_INT >= 31 ? new Hints31(context) : NONE;
    }

    /** Begin, on the thread that draws; all else too. */
    void begin() {}

    /** Frames are to come at this rate. */
    void aim(int fps) {}

    /** A frame has taken so long. */
    void report(long tookNs) {}

    void end() {}
}
