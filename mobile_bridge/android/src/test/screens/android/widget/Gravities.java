package android.widget;

/** Where things go in a place that is larger than they are. */
final class Gravities {
    private static final int CENTER = 1;
    private static final int FAR = 4;
    private static final int MASK = 7;

    private Gravities() {
    }

    static int place(int gravity, boolean isAcross, int from, int to, int size) {
        switch ((isAcross ? gravity : gravity >> 4) & MASK) {
            case CENTER:
                return from + (to - from - size) / 2;
            case FAR | CENTER: // right, end, bottom
                return to - size;
            default:
                return from;
        }
    }
}
