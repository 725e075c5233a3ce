package io.github.lowlightcam.phone.ui;

import java.util.Locale;

/** A drawing of lines; the resources have each under its name in small letters. */
enum Sign {
    SIGN_CODE, SIGN_CAMERA, SIGN_NO_CAMERA, SIGN_COMPUTER, SIGN_REST, SIGN_PHONE, SIGN_HEAT,
    FLIP, TORCH, ENHANCE, COMPARE, MORE;

    /** The resource's name. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
