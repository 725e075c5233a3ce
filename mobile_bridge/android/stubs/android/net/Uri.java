package android.net;

import android.os.Parcelable;

public abstract class Uri implements Parcelable {
    public static Uri parse(String uriString) { throw new RuntimeException("stub"); }
    public static Uri fromParts(String scheme, String ssp, String fragment) { throw new RuntimeException("stub"); }
    public abstract String getScheme();
    public abstract String getHost();
    public abstract String toString();
}
