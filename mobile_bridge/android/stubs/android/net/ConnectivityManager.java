package android.net;

public class ConnectivityManager {
    public void registerNetworkCallback(NetworkRequest request,
            NetworkCallback networkCallback) { throw new RuntimeException("stub"); }
    public void unregisterNetworkCallback(NetworkCallback networkCallback) { throw new RuntimeException("stub"); }
    public static class NetworkCallback {
        public NetworkCallback() { throw new RuntimeException("stub"); }
        public void onAvailable(Network network) { throw new RuntimeException("stub"); }
        public void onLost(Network network) { throw new RuntimeException("stub"); }
    }
}
