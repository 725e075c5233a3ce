package android.os;

public final class Message implements Parcelable {
    public int what;
    public Message() { throw new RuntimeException("stub"); }
}
