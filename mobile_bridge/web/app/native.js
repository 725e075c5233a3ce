// The app for Android. A page that was opened by the code can hand the code on to it, for it works once only.

const FINGERPRINT = /^[\w-]{43}$/; // SHA-256, base64url: without all of it the app could not know the computer

/**
 * What opens the app in this page's place; '' where there is no app, or where the address has no whole code.
 * @param {{hostname: string, port: string, hash: string}} address
 */
export function appLink({ hostname, port, hash }, userAgent) {
  const code = new URLSearchParams(hash.slice(1));
  const [token, fingerprint] = [code.get('t'), code.get('f')];
  if (!/Android/.test(userAgent) || !token || !FINGERPRINT.test(fingerprint)) return '';
  const host = hostname.replace(/^\[|\]$/g, '');
  return `lowlightcam://pair?${new URLSearchParams({ h: host, p: port || '443', t: token, f: fingerprint })}`;
}
