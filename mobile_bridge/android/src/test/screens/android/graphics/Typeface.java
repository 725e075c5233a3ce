package android.graphics;

/** Plain, bold or of one width. */
public class Typeface {
    public static final Typeface DEFAULT = new Typeface("SansSerif", java.awt.Font.PLAIN);
    public static final Typeface DEFAULT_BOLD = new Typeface("SansSerif", java.awt.Font.BOLD);
    public static final Typeface MONOSPACE = new Typeface("Monospaced", java.awt.Font.PLAIN);

    private final String family;
    private final int style;

    private Typeface(String family, int style) {
        this.family = family;
        this.style = style;
    }

    public java.awt.Font font(float size) {
        return new java.awt.Font(family, style, 1).deriveFont(size);
    }
}
