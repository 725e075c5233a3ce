package io.github.lowlightcam.phone.net;

import java.io.IOException;

/** The other side breaks RFC 6455. */
final class ProtocolFault extends IOException {
    /** The protocol was broken (RFC 6455, section 7.4.1). */
    static final int BROKEN = 1002;
    /** A kind of message that nobody here has use for. */
    static final int OTHER_KIND = 1003;
    /** Text that is no UTF-8. */
    static final int NO_TEXT = 1007;
    static final int TOO_LARGE = 1009;

    /** What is to be said at the end. */
    final int code;

    ProtocolFault(int code, String what) {
        super(what);
        this.code = code;
    }
}
