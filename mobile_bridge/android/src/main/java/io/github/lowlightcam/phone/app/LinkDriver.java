package io.github.lowlightcam.phone.app;

import android.content.Context;
import android.net.ConnectivityManager;
import android.net.Network;
import android.net.NetworkCapabilities;
import android.net.NetworkRequest;
import android.os.Handler;
import io.github.lowlightcam.phone.core.LinkPort;
import io.github.lowlightcam.phone.core.Outgoing;
import io.github.lowlightcam.phone.net.Identity;
import io.github.lowlightcam.phone.net.Invitation;
import io.github.lowlightcam.phone.net.Link;
import java.nio.ByteBuffer;
import javax.net.SocketFactory;
import org.json.JSONObject;

/**
 * The link, heard on the main thread, through the Wi-Fi even if that has no internet, and the search for the
 * computer.
 */
final class LinkDriver implements LinkPort, Outgoing.Wire {
    private final String phoneName;
    private final Handler main;
    private Listener listener;
    private final ConnectivityManager networks;
    private final Finder finder;
    private final Link link = new Link(new Ear());
    private final Wifi wifi = new Wifi();

    LinkDriver(Context context, String phoneName, Handler main) {
        this.phoneName = phoneName;
        this.main = main;
        finder = new Finder(context, main);
        networks = context.getSystemService(ConnectivityManager.class);
        networks.registerNetworkCallback(new NetworkRequest.Builder()
            .addTransportType(NetworkCapabilities.TRANSPORT_WIFI)
            .removeCapability(NetworkCapabilities.NET_CAPABILITY_INTERNET).build(), wifi);
    }

    void listen(Listener next) {
        listener = next;
        finder.listen(next);
    }

    @Override
    public void pair(Invitation invitation) {
        link.pair(invitation, phoneName);
    }

    @Override
    public void connect(Identity identity) {
        link.connect(identity, phoneName);
    }

    @Override
    public void retry() {
        link.retry();
    }

    @Override
    public void leave() {
        link.leave("");
    }

    @Override
    public void send(String type, JSONObject fields) {
        link.send(type, fields);
    }

    @Override
    public boolean sendPicture(boolean key, boolean enhanced, long capturedUs, ByteBuffer accessUnit) {
        return link.sendPicture(key, enhanced, capturedUs, accessUnit);
    }

    @Override
    public long waitingBytes() {
        return link.waitingBytes();
    }

    @Override
    public long nextTryMs() {
        return link.nextTryMs();
    }

    @Override
    public void find() {
        finder.start();
    }

    @Override
    public void stopFinding() {
        finder.stop();
    }

    void close() {
        networks.unregisterNetworkCallback(wifi);
        finder.stop();
        link.close();
    }

    /** Brings what the link tells to the main thread, in the same order. */
    private final class Ear implements Link.Listener {
        @Override
        public void onState(final Link.State state, final String reason) {
            main.post(new Runnable() {
                @Override
                public void run() {
                    listener.onLink(state, reason);
                }
            });
        }

        @Override
        public void onWelcome(final JSONObject welcome, final Identity identity) {
            main.post(new Runnable() {
                @Override
                public void run() {
                    listener.onWelcome(welcome, identity);
                }
            });
        }

        @Override
        public void onMessage(final JSONObject message) {
            main.post(new Runnable() {
                @Override
                public void run() {
                    listener.onMessage(message);
                }
            });
        }
    }

    /** The Wi-Fi, which Android passes by for others that have the internet. */
    private final class Wifi extends ConnectivityManager.NetworkCallback {
        /** The one that came last: a phone that changes from one to another is told of the new one first. */
        private Network newest;

        @Override
        public void onAvailable(Network network) {
            newest = network;
            link.setSockets(network.getSocketFactory());
            tell();
        }

        @Override
        public void onLost(Network network) {
            if (!network.equals(newest)) return;
            link.setSockets(SocketFactory.getDefault());
            tell();
        }

        private void tell() {
            main.post(new Runnable() {
                @Override
                public void run() {
                    listener.onNetwork();
                }
            });
        }
    }
}
