package io.github.lowlightcam.phone.core;

/** Why there is no camera. */
public enum CameraProblem {
    NONE(State.LIVE),
    /** The phone has none. */
    MISSING(State.NO_CAMERA),
    /** Switched off for all apps. */
    OFF(State.CAMERA_OFF),
    /** Another app has it. */
    TAKEN(State.CAMERA_TAKEN),
    /** Anything else. */
    LOST(State.CAMERA_LOST);

    /** What a person is told. */
    final State state;

    CameraProblem(State state) {
        this.state = state;
    }
}
