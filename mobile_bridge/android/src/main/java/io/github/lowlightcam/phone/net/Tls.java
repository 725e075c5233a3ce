package io.github.lowlightcam.phone.net;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Which versions of TLS are spoken. */
final class Tls {
    private static final List<String> VERSIONS = Arrays.asList("TLSv1.2", "TLSv1.3");

    private Tls() {}

    /** 1.2 and newer, of those that there are: 1.3 came with API 29. */
    static String[] versions(String[] supported) {
        List<String> versions = new ArrayList<>(VERSIONS);
        versions.retainAll(Arrays.asList(supported));
        return versions.toArray(new String[0]);
    }
}
