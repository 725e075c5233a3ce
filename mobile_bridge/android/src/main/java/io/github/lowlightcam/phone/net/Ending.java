package io.github.lowlightcam.phone.net;

/** What the end of a connection means, as web/app/link.js: whether and when to come back. Immutable. */
final class Ending {
    private static final int[] RETRY_MS = {250, 500, 1000};
    private static final int REFUSED_MS = 5000;
    private static final int REJECTED = 4001;
    private static final int BUSY = 4002;
    /** Close code of a computer that does not understand the phone. */
    static final int PROTOCOL = 4003;
    private static final int NEVER = 0;

    final Link.State state;
    final String reason;
    /** Until the next try; 0 if there is none. */
    final int waitMs;

    private Ending(Link.State state, String reason, int waitMs) {
        this.state = state;
        this.reason = reason;
        this.waitMs = waitMs;
    }

    /**
     * Judges an end.
     *
     * @param code of the close frame
     * @param refusal {@link Pin#refusal}
     * @param said the reason that the computer gave, if it did
     * @param tries how often it was tried in vain before
     */
    static Ending of(int code, String refusal, String said, int tries) {
        switch (code) {
            case REJECTED:
                return new Ending(Link.State.REFUSED, said, NEVER);
            case PROTOCOL:
                return new Ending(Link.State.REFUSED, "protocol", NEVER);
            case BUSY:
                return new Ending(Link.State.REFUSED, said, REFUSED_MS);
            default:
                return refusal.isEmpty()
                        ? new Ending(Link.State.GONE, "", RETRY_MS[Math.min(tries, RETRY_MS.length - 1)])
                        : new Ending(Link.State.REFUSED, refusal, REFUSED_MS);
        }
    }
}
