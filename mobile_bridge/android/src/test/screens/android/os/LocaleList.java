package android.os;

import java.util.Locale;

/** One locale. */
public final class LocaleList {
    private final Locale locale;

    public LocaleList(Locale locale) {
        this.locale = locale;
    }

    public Locale get(int index) {
        return locale;
    }
}
