package android.graphics;

public class Color {
    public static final int BLACK = 0xff000000;
    public static final int WHITE = 0xffffffff;
    public static final int TRANSPARENT = 0;
    public static int argb(int alpha, int red, int green, int blue) { throw new RuntimeException("stub"); }
    public static int rgb(int red, int green, int blue) { throw new RuntimeException("stub"); }
    public static int parseColor(String colorString) { throw new RuntimeException("stub"); }
}
