package android.net.nsd;

public final class NsdManager {
    public static final int PROTOCOL_DNS_SD = 1;
    public void discoverServices(String serviceType, int protocolType,
            DiscoveryListener listener) { throw new RuntimeException("stub"); }
    public void stopServiceDiscovery(DiscoveryListener listener) { throw new RuntimeException("stub"); }
    public void resolveService(NsdServiceInfo serviceInfo,
            ResolveListener listener) { throw new RuntimeException("stub"); }
    public static interface DiscoveryListener {
        void onStartDiscoveryFailed(String serviceType, int errorCode);
        void onStopDiscoveryFailed(String serviceType, int errorCode);
        void onDiscoveryStarted(String serviceType);
        void onDiscoveryStopped(String serviceType);
        void onServiceFound(NsdServiceInfo serviceInfo);
        void onServiceLost(NsdServiceInfo serviceInfo);
    }
    public static interface ResolveListener {
        void onResolveFailed(NsdServiceInfo serviceInfo, int errorCode);
        void onServiceResolved(NsdServiceInfo serviceInfo);
    }
}
