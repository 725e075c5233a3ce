package io.github.lowlightcam.phone.ui;

import java.util.Arrays;
import java.util.Locale;

/** Says the words' own names, and in brackets what fills their gaps. */
final class Bare implements Speech {
    @Override
    public String say(Word word, Object... arguments) {
        return arguments.length == 0 ? word.name() : word.name() + Arrays.toString(arguments);
    }

    @Override
    public Locale locale() {
        return Locale.ENGLISH;
    }
}
