package android.net.nsd;

import android.os.Parcelable;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;

public final class NsdServiceInfo implements Parcelable {
    public String getServiceName() { throw new RuntimeException("stub"); }
    public String getServiceType() { throw new RuntimeException("stub"); }
    public InetAddress getHost() { throw new RuntimeException("stub"); }
    public List<InetAddress> getHostAddresses() { throw new RuntimeException("stub"); }
    public int getPort() { throw new RuntimeException("stub"); }
    public Map<String, byte[]> getAttributes() { throw new RuntimeException("stub"); }
}
