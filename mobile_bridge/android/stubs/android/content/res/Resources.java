package android.content.res;

import android.graphics.drawable.Drawable;
import java.io.InputStream;

public class Resources {
    public static final class Theme {
        public boolean resolveAttribute(int resid, android.util.TypedValue outValue,
                boolean resolveRefs) { throw new RuntimeException("stub"); }
    }
    public static class NotFoundException extends RuntimeException {
        public NotFoundException() { throw new RuntimeException("stub"); }
    }
    public Configuration getConfiguration() { throw new RuntimeException("stub"); }
    public android.util.DisplayMetrics getDisplayMetrics() { throw new RuntimeException("stub"); }
    public String getString(int id) { throw new RuntimeException("stub"); }
    public int getIdentifier(String name, String defType, String defPackage) { throw new RuntimeException("stub"); }
    public String getString(int id, Object... formatArgs) { throw new RuntimeException("stub"); }
    public String getQuantityString(int id, int quantity, Object... formatArgs) { throw new RuntimeException("stub"); }
    public String[] getStringArray(int id) { throw new RuntimeException("stub"); }
    public int getColor(int id, Theme theme) { throw new RuntimeException("stub"); }
    public int getDimensionPixelSize(int id) { throw new RuntimeException("stub"); }
    public int getInteger(int id) { throw new RuntimeException("stub"); }
    public Drawable getDrawable(int id, Theme theme) { throw new RuntimeException("stub"); }
    public InputStream openRawResource(int id) { throw new RuntimeException("stub"); }
}
