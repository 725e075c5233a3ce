package android.os;

public class RemoteException extends android.util.AndroidException {
    public RemoteException() { throw new RuntimeException("stub"); }
}
