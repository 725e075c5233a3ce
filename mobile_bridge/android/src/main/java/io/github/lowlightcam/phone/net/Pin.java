package io.github.lowlightcam.phone.net;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.X509TrustManager;

/**
 * Whom one connection trusts: whoever has the certificate with this fingerprint, or, once it is paired, this public
 * key, for a certificate that was renewed. No authority counts, and no name. For one handshake.
 */
final class Pin implements X509TrustManager {
    /** The certificate is another one. */
    static final String OTHER = "certificate";
    /** Its time is over, or has not come. */
    static final String EXPIRED = "expired";

    private final byte[] trustedFingerprint;
    private final byte[] trustedKey;
    /** Of the certificate that was shown; empty before. */
    private byte[] fingerprint = {};
    private byte[] publicKey = {};
    private String refusal = "";

    /** @param publicKey empty for none */
    Pin(byte[] fingerprint, byte[] publicKey) {
        this.trustedFingerprint = fingerprint;
        this.trustedKey = publicKey;
    }

    byte[] fingerprint() {
        return fingerprint;
    }

    byte[] publicKey() {
        return publicKey;
    }

    /** Why it was not trusted; empty if it was, or did not come so far. */
    String refusal() {
        return refusal;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        fingerprint = sha256(chain[0].getEncoded());
        publicKey = sha256(chain[0].getPublicKey().getEncoded());
        boolean isKnown = MessageDigest.isEqual(fingerprint, trustedFingerprint)
                || trustedKey.length > 0 && MessageDigest.isEqual(publicKey, trustedKey);
        refusal = isKnown ? "" : OTHER;
        if (!isKnown) {
            throw new CertificateException("the certificate is not that of the computer");
        }
        try {
            chain[0].checkValidity();
        } catch (CertificateException ended) {
            refusal = EXPIRED;
            throw ended;
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("nobody is served here");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }

    private static byte[] sha256(byte[] data) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(data);
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException(never);
        }
    }
}
