package io.github.lowlightcam.phone.core;

/** What a person has to know, as one word. {@link Snapshot#argument} has what belongs to it, if anything. */
public enum State {
    /** The person has stopped the app; {@link Commands#retry} starts it again. */
    STOPPED,
    /** No computer is known: scan its code. */
    UNPAIRED,
    /** The code was used already or is too old. */
    CODE_USED,
    /** The computer does not know this phone any more. */
    FORGOTTEN,
    /** The computer at this address shows another certificate than the one in the code. Argument: its address. */
    OTHER_CERTIFICATE,
    /** The time of the computer's certificate is over, or has not come: the phone's clock may be wrong. */
    EXPIRED_CERTIFICATE,
    /** This phone is connected a second time: its browser, or another app of the same identity. */
    REPLACED,
    /** The computer has another version of LowLight Cam. */
    OUTDATED,
    /** The computer ended the connection for another reason. Argument: what it said. */
    REFUSED,
    /** The app may not use the camera. */
    NO_CAMERA_PERMISSION,
    /** The app may not speak to devices in the local network (Android 17 asks for that). */
    NO_NETWORK_PERMISSION,
    /** This phone has no camera. */
    NO_CAMERA,
    /** The camera is switched off for all apps, by the person or an administrator. */
    CAMERA_OFF,
    /** Another app, or a call, has the camera. */
    CAMERA_TAKEN,
    /** The camera has stopped. Argument: what it said. It is tried again by itself. */
    CAMERA_LOST,
    /** The phone's video encoder has stopped. Argument: what it said. It is tried again by itself. */
    ENCODER_FAILED,
    /** The phone is so hot that the camera is off until it has cooled down. */
    TOO_HOT,
    /** The camera is being opened. */
    OPENING,
    /** Another phone is connected to the computer; this one follows when that one has left. */
    BUSY,
    /** The computer does not answer; it is tried again by itself. */
    COMPUTER_GONE,
    CONNECTING,
    /** Pictures go to the computer. */
    LIVE,
    /** Nobody watches; the camera is on. */
    READY,
    /** Nobody watches, so the camera is off. It goes on by itself. */
    RESTING
}
