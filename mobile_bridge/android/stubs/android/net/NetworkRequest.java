package android.net;

import android.os.Parcelable;

public class NetworkRequest implements Parcelable {
    public static class Builder {
        public Builder() { throw new RuntimeException("stub"); }
        public Builder addTransportType(int transportType) { throw new RuntimeException("stub"); }
        public Builder removeCapability(int capability) { throw new RuntimeException("stub"); }
        public NetworkRequest build() { throw new RuntimeException("stub"); }
    }
}
