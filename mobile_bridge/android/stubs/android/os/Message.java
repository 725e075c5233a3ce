package android.os;

public final class Message implements Parcelable {
    public int what;
    public int arg1;
    public int arg2;
    public Object obj;
    public Message() { throw new RuntimeException("stub"); }
    public static Message obtain() { throw new RuntimeException("stub"); }
}
