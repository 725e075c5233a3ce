package io.github.lowlightcam.phone.gl;

import java.util.Locale;

/** How it went when something was to run the network. Immutable. */
public final class Try {
    /** Who tried: "gles" in 32-bit floats, or "gles-half" in 16. */
    public final String kind;
    /** Whether its maps are right. */
    public final boolean ok;
    /** Why it is not ok; empty if it is. */
    public final String why;
    /** Largest difference from the golden maps, in levels of eight bits; NaN if there are no maps. */
    public final double worst;
    /** Milliseconds for a map, the time to bring it back too; NaN if there are none. */
    public final double ms;

    Try(String kind, boolean ok, String why, double worst, double ms) {
        this.kind = kind;
        this.ok = ok;
        this.why = why;
        this.worst = worst;
        this.ms = ms;
    }

    /** How it went, in a line. */
    public String words() {
        String figures = Double.isNaN(worst) ? "" : String.format(Locale.ROOT, " (off by %.3f levels, %.1f ms)", worst, ms);
        return kind + ": " + (ok ? "passed" : why) + figures;
    }

    static Try failed(String kind, String why) {
        return new Try(kind, false, why, Double.NaN, Double.NaN);
    }
}
