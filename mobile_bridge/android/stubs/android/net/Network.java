package android.net;

import android.os.Parcelable;

public class Network implements Parcelable {
    public javax.net.SocketFactory getSocketFactory() { throw new RuntimeException("stub"); }
}
