package android.content.res;

import android.graphics.drawable.Drawable;

public class Resources {
    public static final class Theme {
    }
    public static class NotFoundException extends RuntimeException {
        public NotFoundException() { throw new RuntimeException("stub"); }
    }
    public Configuration getConfiguration() { throw new RuntimeException("stub"); }
    public android.util.DisplayMetrics getDisplayMetrics() { throw new RuntimeException("stub"); }
    public String getString(int id) { throw new RuntimeException("stub"); }
    public int getIdentifier(String name, String defType, String defPackage) { throw new RuntimeException("stub"); }
    public String getString(int id, Object... formatArgs) { throw new RuntimeException("stub"); }
    public Drawable getDrawable(int id, Theme theme) { throw new RuntimeException("stub"); }
}
