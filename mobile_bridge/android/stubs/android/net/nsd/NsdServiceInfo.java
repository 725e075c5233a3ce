package android.net.nsd;

import android.os.Parcelable;
import java.net.InetAddress;

public final class NsdServiceInfo implements Parcelable {
    public InetAddress getHost() { throw new RuntimeException("stub"); }
    public int getPort() { throw new RuntimeException("stub"); }
}
