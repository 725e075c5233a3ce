package android.content;

import android.os.Parcelable;

public class Intent implements Parcelable {
    public static final int FLAG_ACTIVITY_LAUNCHED_FROM_HISTORY = 1048576;
    public static final String ACTION_MAIN = "android.intent.action.MAIN";
    public static final String ACTION_VIEW = "android.intent.action.VIEW";
    public static final String ACTION_SEND = "android.intent.action.SEND";
    public static final String ACTION_BATTERY_CHANGED = "android.intent.action.BATTERY_CHANGED";
    public static final String EXTRA_TEXT = "android.intent.extra.TEXT";
    public Intent() { throw new RuntimeException("stub"); }
    public Intent(String action) { throw new RuntimeException("stub"); }
    public Intent(String action, android.net.Uri uri) { throw new RuntimeException("stub"); }
    public Intent(Context packageContext, Class<?> cls) { throw new RuntimeException("stub"); }
    public static Intent createChooser(Intent target, CharSequence title) { throw new RuntimeException("stub"); }
    public Intent setAction(String action) { throw new RuntimeException("stub"); }
    public Intent setType(String type) { throw new RuntimeException("stub"); }
    public Intent putExtra(String name, String value) { throw new RuntimeException("stub"); }
    public Intent putExtra(String name, boolean value) { throw new RuntimeException("stub"); }
    public Intent putExtra(String name, int value) { throw new RuntimeException("stub"); }
    public String getAction() { throw new RuntimeException("stub"); }
    public int getFlags() { throw new RuntimeException("stub"); }
    public String getDataString() { throw new RuntimeException("stub"); }
    public int getIntExtra(String name, int defaultValue) { throw new RuntimeException("stub"); }
}
