package io.github.lowlightcam.phone.ui;

import io.github.lowlightcam.phone.core.Snapshot;
import io.github.lowlightcam.phone.core.State;

/** What is shown of a snapshot, as web/app/state.js and web/app/face.js have it for the page. */
public final class Face {
    /** The colour of the dot before the headline. */
    enum Tone {
        QUIET, GOOD, WARM, BAD
    }

    private Face() {
    }

    /** The state in a few words; for the notification too. */
    public static Word headline(State state) {
        switch (state) {
            case LIVE:
                return Word.LIVE;
            case READY:
            case RESTING:
                return Word.READY;
            case CONNECTING:
                return Word.CONNECTING;
            case OPENING:
                return Word.OPENING;
            case COMPUTER_GONE:
                return Word.GONE;
            case STOPPED:
                return Word.STOPPED;
            case UNPAIRED:
            case CODE_USED:
            case FORGOTTEN:
                return Word.NOT_PAIRED;
            case NO_CAMERA:
            case NO_CAMERA_PERMISSION:
            case CAMERA_OFF:
                return Word.NO_CAMERA;
            case CAMERA_TAKEN:
            case CAMERA_LOST:
                return Word.CAMERA_STOPPED;
            case ENCODER_FAILED:
                return Word.ENCODER_STOPPED;
            case TOO_HOT:
                return Word.TOO_HOT;
            default: // the computer does not want it, or Android does not allow it
                return Word.NOT_CONNECTED;
        }
    }

    static Tone tone(State state) {
        switch (state) {
            case LIVE:
                return Tone.GOOD;
            case READY:
            case RESTING:
                return Tone.WARM;
            case CONNECTING:
            case OPENING:
            case STOPPED:
            case UNPAIRED:
                return Tone.QUIET;
            default:
                return Tone.BAD;
        }
    }

    /** What is to be done about it; {@link Card#NONE} where nothing is. */
    static Card card(Snapshot now) {
        boolean hasPicture = now.width > 0;
        switch (now.state) {
            case STOPPED:
                return card(Sign.SIGN_REST, Word.STOPPED_TITLE, Word.STOPPED_FIX, Word.START, Action.RETRY);
            case UNPAIRED:
                return scan(Word.UNPAIRED_TITLE, Word.UNPAIRED_FIX, Word.SCAN);
            case CODE_USED:
                return scan(Word.CODE_USED_TITLE, Word.CODE_USED_FIX, Word.SCAN);
            case FORGOTTEN:
                return scan(Word.FORGOTTEN_TITLE, Word.FORGOTTEN_FIX, Word.SCAN);
            case OTHER_CERTIFICATE:
                return card(Sign.SIGN_COMPUTER, Word.OTHER_CERTIFICATE_TITLE, Word.OTHER_CERTIFICATE_FIX,
                    Word.PAIR_AGAIN, Action.SCAN).second(Word.RETRY, Action.RETRY);
            case EXPIRED_CERTIFICATE:
                return retry(Sign.SIGN_COMPUTER, Word.EXPIRED_CERTIFICATE_TITLE, Word.EXPIRED_CERTIFICATE_FIX);
            case REPLACED:
                return card(Sign.SIGN_PHONE, Word.REPLACED_TITLE, Word.REPLACED_FIX, Word.USE_HERE, Action.RETRY);
            case OUTDATED:
                return retry(Sign.SIGN_COMPUTER, Word.OUTDATED_TITLE, Word.OUTDATED_FIX);
            case REFUSED:
                return retry(Sign.SIGN_COMPUTER, Word.REFUSED_TITLE, Word.REFUSED_FIX);
            case NO_CAMERA_PERMISSION:
                return card(Sign.SIGN_CAMERA, Word.NO_CAMERA_PERMISSION_TITLE, Word.NO_CAMERA_PERMISSION_FIX,
                    Word.ALLOW, Action.ALLOW_CAMERA);
            case NO_NETWORK_PERMISSION:
                return card(Sign.SIGN_COMPUTER, Word.NO_NETWORK_PERMISSION_TITLE, Word.NO_NETWORK_PERMISSION_FIX,
                    Word.ALLOW, Action.ALLOW_NETWORK);
            case NO_CAMERA:
                return retry(Sign.SIGN_NO_CAMERA, Word.NO_CAMERA_TITLE, Word.NO_CAMERA_FIX);
            case CAMERA_OFF:
                return card(Sign.SIGN_NO_CAMERA, Word.CAMERA_OFF_TITLE, Word.CAMERA_OFF_FIX, Word.CAMERA_SETTINGS,
                    Action.CAMERA_ACCESS);
            case CAMERA_TAKEN:
                return retry(Sign.SIGN_NO_CAMERA, Word.CAMERA_TAKEN_TITLE, Word.CAMERA_TAKEN_FIX);
            case CAMERA_LOST:
                return retry(Sign.SIGN_NO_CAMERA, Word.CAMERA_LOST_TITLE, Word.CAMERA_LOST_FIX);
            case ENCODER_FAILED:
                return retry(Sign.SIGN_NO_CAMERA, Word.ENCODER_FAILED_TITLE, Word.ENCODER_FAILED_FIX).light(hasPicture);
            case TOO_HOT:
                return new Card(Sign.SIGN_HEAT, Word.TOO_HOT_TITLE, Word.TOO_HOT_FIX);
            case BUSY:
                return retry(Sign.SIGN_PHONE, Word.BUSY_TITLE, Word.BUSY_FIX).light(hasPicture);
            case COMPUTER_GONE:
                return retry(Sign.SIGN_COMPUTER, Word.COMPUTER_GONE_TITLE, Word.COMPUTER_GONE_FIX).light(hasPicture);
            case RESTING:
                return card(Sign.SIGN_REST, Word.RESTING_TITLE, Word.RESTING_FIX, Word.SHOW_PICTURE, Action.RETRY);
            default: // LIVE, READY, CONNECTING, OPENING: it goes its way
                return Card.NONE;
        }
    }

    /** Whether the computer hears what is sent now. */
    static boolean isConnected(State state) {
        return state == State.LIVE || state == State.READY || state == State.RESTING;
    }

    /** Whether there is a picture that the controls are about. */
    static boolean hasControls(Snapshot now) {
        Card card = card(now);
        return card == Card.NONE || card.light || now.state == State.RESTING;
    }

    /** What the card says below its text: what it argues with, and when it is tried again; '' for nothing. */
    static String more(Snapshot now, Speech speech) {
        if (now.retrySeconds > 0) return speech.say(Word.RETRY_IN, now.retrySeconds);
        boolean isTold = now.state == State.CAMERA_LOST || now.state == State.ENCODER_FAILED;
        return isTold ? now.argument : "";
    }

    private static Card scan(Word title, Word text, Word button) {
        return card(Sign.SIGN_CODE, title, text, button, Action.SCAN).second(Word.ENTER_LINK, Action.ENTER_LINK);
    }

    private static Card retry(Sign sign, Word title, Word text) {
        return card(sign, title, text, Word.RETRY, Action.RETRY);
    }

    private static Card card(Sign sign, Word title, Word text, Word button, Action action) {
        return new Card(sign, title, text).button(button, action);
    }
}
