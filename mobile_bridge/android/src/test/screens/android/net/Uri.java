package android.net;

/** A text. */
public final class Uri {
    public final String text;

    private Uri(String text) {
        this.text = text;
    }

    public static Uri fromParts(String scheme, String part, String fragment) {
        return new Uri(scheme + ":" + part);
    }
}
