package io.github.lowlightcam.phone.core;

/** Keeps the encoder as it is to be, and begins it anew when it fails. */
final class EncoderKeeper {
    static final long RETRY_MS = 1000;
    /** After so many failures Android's own encoder is taken in place of the phone's. */
    static final int MOST_FAILURES = 2;
    /** An encoder that gives nothing for so long has failed. */
    static final int SILENT_S = 4;

    private final EncoderPort port;
    private final Clock clock;
    private PicturePlan plan = PicturePlan.NONE;
    private String words = "";
    private int turn;
    private int failures;
    private int silentS;
    private long retryAtMs = Long.MIN_VALUE;

    EncoderKeeper(EncoderPort port, Clock clock) {
        this.port = port;
        this.clock = clock;
    }

    boolean isOn() {
        return plan != PicturePlan.NONE;
    }

    /** What the encoder said when it failed; '' when it runs. */
    String words() {
        return words;
    }

    /** Go towards what is wanted; NONE for no encoder. */
    void settle(PicturePlan wanted) {
        if (wanted.equals(plan)) return;
        if (wanted.equals(PicturePlan.NONE)) {
            plan = PicturePlan.NONE;
            port.stop();
        } else if (isOn() || clock.nowMs() >= retryAtMs) {
            plan = wanted;
            turn += 1;
            silentS = 0;
            port.start(turn, plan, failures > MOST_FAILURES);
        }
    }

    void onFailed(int ofTurn, String said) {
        if (ofTurn != turn || !isOn()) return;
        plan = PicturePlan.NONE;
        words = said.isEmpty() ? "?" : said;
        failures += 1;
        retryAtMs = clock.nowMs() + RETRY_MS;
    }

    /** Another connection, or the person's wish: begin with the phone's own encoder at once. */
    void retry() {
        failures = 0;
        retryAtMs = Long.MIN_VALUE;
    }

    /** Once a second: an encoder may stop without a word. */
    void guard(int given, int coded) {
        if (coded > 0) words = "";
        silentS = isOn() && given > 0 && coded == 0 ? silentS + 1 : 0;
        if (silentS < SILENT_S) return;
        port.stop();
        onFailed(turn, "no picture comes from it");
    }
}
