package android.net;

import android.os.Parcelable;

public final class NetworkCapabilities implements Parcelable {
    public static final int TRANSPORT_CELLULAR = 0;
    public static final int TRANSPORT_WIFI = 1;
    public static final int TRANSPORT_ETHERNET = 3;
    public static final int TRANSPORT_VPN = 4;
    public static final int NET_CAPABILITY_INTERNET = 12;
    public boolean hasTransport(int transportType) { throw new RuntimeException("stub"); }
    public boolean hasCapability(int capability) { throw new RuntimeException("stub"); }
}
