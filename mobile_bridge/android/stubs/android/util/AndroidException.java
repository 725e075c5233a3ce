package android.util;

public class AndroidException extends Exception {
    public AndroidException() { throw new RuntimeException("stub"); }
    public AndroidException(String name) { throw new RuntimeException("stub"); }
}
