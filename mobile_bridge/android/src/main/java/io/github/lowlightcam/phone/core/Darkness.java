package io.github.lowlightcam.phone.core;

/** Whether it is dark: then fewer pictures are asked for, each exposed for longer (as web/app/pace.js). */
final class Darkness {
    private static final float DARK_AMOUNT = 0.9f;
    private static final int DARK_AFTER_S = 3;

    private int seconds;

    boolean isDark() {
        return seconds >= DARK_AFTER_S;
    }

    /**
     * Once a second.
     *
     * @param amount by how much the picture is brightened, 0 to 1
     */
    void look(float amount) {
        int step = amount > DARK_AMOUNT ? 1 : -1;
        seconds = Math.min(Math.max(seconds + step, 0), 2 * DARK_AFTER_S);
    }
}
