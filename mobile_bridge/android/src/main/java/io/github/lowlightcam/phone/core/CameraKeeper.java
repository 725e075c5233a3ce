package io.github.lowlightcam.phone.core;

/** Keeps the camera as it is to be: one at a time, and back as soon as that is possible. */
final class CameraKeeper {
    /** What the camera is at. */
    enum Phase {
        OFF, OPENING, ON, CLOSING
    }

    static final long RETRY_MS = 2000;
    private static final long SOON_MS = 500;
    /** An answer that has not come by then does not come. */
    static final long OPENING_MS = 10000;
    static final long CLOSING_MS = 3000;
    /** A camera that shows nothing for so long is opened anew. */
    static final int STILL_S = 5;

    private final CameraPort port;
    private final Clock clock;
    private Phase phase = Phase.OFF;
    private CameraPlan plan = CameraPlan.OFF;
    private OpenCamera open = OpenCamera.NONE;
    private CameraProblem problem = CameraProblem.NONE;
    private String words = "";
    private int turn;
    private long sinceMs;
    private long failedMs;
    private long retryAtMs = Long.MIN_VALUE;
    private int stillS;

    CameraKeeper(CameraPort port, Clock clock) {
        this.port = port;
        this.clock = clock;
    }

    Phase phase() {
        return phase;
    }

    /** The open camera; NONE if there is none. */
    OpenCamera open() {
        return open;
    }

    CameraProblem problem() {
        return problem;
    }

    /** What Android said of the problem. */
    String words() {
        return words;
    }

    /** Milliseconds until it is opened again; 0 for at once, or never. */
    long retryInMs() {
        return problem == CameraProblem.NONE ? 0 : Math.max(0, retryAtMs - clock.nowMs());
    }

    /** Go towards what is wanted. */
    void settle(CameraPlan wanted) {
        long waitedMs = clock.nowMs() - sinceMs;
        switch (phase) {
            case OFF:
                if (!wanted.isOff() && clock.nowMs() >= retryAtMs) open(wanted);
                break;
            case OPENING:
                if (wanted.isOff() || waitedMs > OPENING_MS) close();
                break;
            case ON:
                if (wanted.isOff() || !wanted.isOfSameCamera(plan)) {
                    close();
                } else if (!wanted.equals(plan)) {
                    plan = wanted;
                    port.change(plan);
                }
                break;
            default:
                if (waitedMs > CLOSING_MS) end(wanted);
        }
    }

    void onOpened(int ofTurn, OpenCamera camera) {
        if (ofTurn != turn || phase == Phase.OFF || phase == Phase.CLOSING) return;
        become(Phase.ON);
        open = camera;
        problem = CameraProblem.NONE;
        words = "";
        stillS = 0;
    }

    void onFailed(int ofTurn, CameraProblem why, String said, CameraPlan wanted) {
        if (ofTurn != turn || phase == Phase.OFF) return;
        problem = why;
        words = said;
        failedMs = clock.nowMs();
        retryAtMs = failedMs + RETRY_MS;
        end(wanted);
    }

    void onClosed(int ofTurn, CameraPlan wanted) {
        if (ofTurn == turn && phase == Phase.CLOSING) end(wanted);
    }

    /** Try at once what would be tried later. */
    void retry() {
        retryAtMs = Long.MIN_VALUE;
    }

    /** Some camera has become free, maybe this one that has just failed: try sooner, but not in a circle. */
    void retrySoon() {
        retryAtMs = Math.min(retryAtMs, failedMs + SOON_MS);
    }

    /** Once a second: a camera may stop without a word. */
    void guard(int seen) {
        stillS = seen > 0 || phase != Phase.ON ? 0 : stillS + 1;
        if (stillS >= STILL_S) close();
    }

    /** Close it, to be opened again if it is still wanted. */
    void reopen() {
        if (phase == Phase.ON || phase == Phase.OPENING) close();
    }

    private void open(CameraPlan wanted) {
        plan = wanted;
        turn += 1;
        become(Phase.OPENING);
        port.open(turn, plan);
    }

    private void close() {
        become(Phase.CLOSING);
        open = OpenCamera.NONE;
        stillS = 0;
        port.close();
    }

    private void end(CameraPlan wanted) {
        become(Phase.OFF);
        open = OpenCamera.NONE;
        plan = CameraPlan.OFF;
        settle(wanted);
    }

    private void become(Phase next) {
        phase = next;
        sinceMs = clock.nowMs();
    }
}
