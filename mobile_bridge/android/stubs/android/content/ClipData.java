package android.content;

import android.os.Parcelable;

public class ClipData implements Parcelable {
    public static ClipData newPlainText(CharSequence label, CharSequence text) { throw new RuntimeException("stub"); }
    public static class Item {
        public CharSequence getText() { throw new RuntimeException("stub"); }
    }
}
