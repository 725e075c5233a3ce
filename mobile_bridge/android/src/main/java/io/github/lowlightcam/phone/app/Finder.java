package io.github.lowlightcam.phone.app;

import android.content.Context;
import android.net.nsd.NsdManager;
import android.net.nsd.NsdServiceInfo;
import android.net.wifi.WifiManager;
import android.os.Handler;
import io.github.lowlightcam.phone.core.LinkPort;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Queue;

/** Looks for computers with LowLight Cam in the local network, by multicast DNS. On the main thread. */
final class Finder {
    private static final String SERVICE = "_lowlight-cam._tcp";

    private final NsdManager manager;
    private final WifiManager.MulticastLock lock;
    private final Handler main;
    private LinkPort.Listener listener;
    private Search search;

    Finder(Context context, Handler main) {
        this.main = main;
        manager = (NsdManager) context.getSystemService(Context.NSD_SERVICE);
        WifiManager wifi = (WifiManager) context.getApplicationContext().getSystemService(Context.WIFI_SERVICE);
        lock = wifi.createMulticastLock("lowlight-cam");
        lock.setReferenceCounted(false);
    }

    void listen(LinkPort.Listener next) {
        listener = next;
    }

    void start() {
        stop();
        lock.acquire();
        search = new Search();
        try {
            manager.discoverServices(SERVICE, NsdManager.PROTOCOL_DNS_SD, search);
        } catch (RuntimeException e) { // not permitted, or too many searches
            search = null;
            lock.release();
        }
    }

    void stop() {
        if (search == null) return;
        search.isOver = true;
        try {
            manager.stopServiceDiscovery(search);
        } catch (IllegalArgumentException e) {
            // it has not begun, or has ended by itself
        }
        search = null;
        lock.release();
    }

    /** One search, heard on a thread of Android's. */
    private final class Search implements NsdManager.DiscoveryListener {
        volatile boolean isOver;
        /** Found, and not resolved yet: Android resolves one at a time. On the main thread. */
        private final Queue<NsdServiceInfo> waiting = new ArrayDeque<NsdServiceInfo>();
        private boolean isResolving;

        @Override
        public void onServiceFound(final NsdServiceInfo service) {
            main.post(new Runnable() {
                @Override
                public void run() {
                    waiting.add(service);
                    next();
                }
            });
        }

        @Override
        public void onServiceLost(NsdServiceInfo service) {
            // it is told when it is back
        }

        @Override
        public void onDiscoveryStarted(String type) {
            // found services are told one by one
        }

        @Override
        public void onDiscoveryStopped(String type) {
            // by us
        }

        @Override
        public void onStartDiscoveryFailed(String type, int error) {
            isOver = true;
        }

        @Override
        public void onStopDiscoveryFailed(String type, int error) {
            isOver = true;
        }

        private void next() {
            if (isOver || isResolving || waiting.isEmpty()) return;
            isResolving = true;
            manager.resolveService(waiting.remove(), new Resolution(this));
        }

        private void resolved(NsdServiceInfo service) {
            isResolving = false;
            InetAddress host = service.getHost();
            if (!isOver && host != null) listener.onFound(host.getHostAddress(), service.getPort());
            next();
        }
    }

    /** Where one of the found is. */
    private final class Resolution implements NsdManager.ResolveListener {
        private final Search of;

        Resolution(Search of) {
            this.of = of;
        }

        @Override
        public void onServiceResolved(final NsdServiceInfo service) {
            main.post(new Runnable() {
                @Override
                public void run() {
                    of.resolved(service);
                }
            });
        }

        @Override
        public void onResolveFailed(NsdServiceInfo service, int error) {
            main.post(new Runnable() {
                @Override
                public void run() {
                    of.isResolving = false;
                    of.next();
                }
            });
        }
    }
}
