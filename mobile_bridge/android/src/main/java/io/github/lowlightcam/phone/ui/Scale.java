package io.github.lowlightcam.phone.ui;

/** The positions of a slider and the numbers that they stand for. Immutable. */
final class Scale {
    /** 0 to 1 in steps of a twentieth. */
    static final Scale SHARE = even(0, 1, 0.05f);

    private static final int ZOOM_STEPS = 60;

    private final float low;
    private final float high;
    /** The last position; the first is 0. */
    final int last;
    private final boolean isRatio;

    private Scale(float low, float high, int last, boolean isRatio) {
        this.low = low;
        this.high = high;
        this.last = last;
        this.isRatio = isRatio;
    }

    /** Equal steps; one that is not above 0 means a twentieth of the whole. */
    static Scale even(float low, float high, float step) {
        float each = step > 0 ? step : (high - low) / 20;
        return new Scale(low, high, Math.max(1, Math.round((high - low) / each)), false);
    }

    /** Equal ratios, as zoom is felt. @param low above 0 */
    static Scale ratio(float low, float high) {
        return new Scale(low, high, ZOOM_STEPS, true);
    }

    float numberAt(int position) {
        float share = (float) position / last;
        return isRatio ? (float) (low * Math.pow(high / low, share)) : low + (high - low) * share;
    }

    /** The nearest. */
    int positionOf(float number) {
        float inside = Math.min(Math.max(number, low), high);
        double share = isRatio ? Math.log(inside / low) / Math.log(high / low) : (inside - low) / (high - low);
        return (int) Math.round(share * last);
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof Scale)) return false;
        Scale scale = (Scale) other;
        return low == scale.low && high == scale.high && last == scale.last && isRatio == scale.isRatio;
    }

    @Override
    public int hashCode() {
        return Float.floatToIntBits(low) ^ Float.floatToIntBits(high) ^ last;
    }
}
