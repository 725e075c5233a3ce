package android.net;

import android.os.Parcelable;

public final class NetworkCapabilities implements Parcelable {
    public static final int TRANSPORT_WIFI = 1;
    public static final int NET_CAPABILITY_INTERNET = 12;
}
