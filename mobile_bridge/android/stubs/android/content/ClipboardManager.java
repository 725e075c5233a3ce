package android.content;

public class ClipboardManager {
    public void setPrimaryClip(ClipData clip) { throw new RuntimeException("stub"); }
    public ClipData getPrimaryClip() { throw new RuntimeException("stub"); }
    public boolean hasPrimaryClip() { throw new RuntimeException("stub"); }
}
