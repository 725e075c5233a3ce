package io.github.lowlightcam.phone.ui;

import java.util.Locale;

/** Says words in the phone's language. */
interface Speech {
    /** @param arguments what fills the text's gaps: as {@link String#format} has it */
    String say(Word word, Object... arguments);

    /** Whose digits and decimal signs numbers have. */
    Locale locale();
}
