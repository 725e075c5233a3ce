package android.view;

import android.content.Context;

public abstract class LayoutInflater {
    public static LayoutInflater from(Context context) { throw new RuntimeException("stub"); }
    public View inflate(int resource, ViewGroup root) { throw new RuntimeException("stub"); }
    public View inflate(int resource, ViewGroup root, boolean attachToRoot) { throw new RuntimeException("stub"); }
}
