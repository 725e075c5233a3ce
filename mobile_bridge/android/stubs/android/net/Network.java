package android.net;

import android.os.Parcelable;
import java.io.IOException;

public class Network implements Parcelable {
    public void bindSocket(java.net.Socket socket) throws IOException { throw new RuntimeException("stub"); }
    public javax.net.SocketFactory getSocketFactory() { throw new RuntimeException("stub"); }
}
