// What this phone keeps: who it is to the computer, and how its owner likes it.

const IDENTITY = 'lowlight-cam';
const LIKES = 'lowlight-cam-likes';

export const DEFAULTS = {
  mode: 'auto', strength: 1, denoise: 1, mirror: false, facing: 'user', lens: '', size: 'auto', rate: 'auto',
};

/** The one-time code in the address, which is taken out of it at once: nobody is to see or send it on. */
export function takeToken() {
  const token = new URLSearchParams(location.hash.slice(1)).get('t') || '';
  if (location.hash) history.replaceState(null, '', location.pathname);
  return token;
}

/** `{phone, secret}` from pairing, or null. */
export function identity() {
  const kept = read(IDENTITY);
  return kept && kept.phone && kept.secret ? kept : null;
}

export function keepIdentity(kept) {
  write(IDENTITY, kept);
}

export function likes() {
  return { ...DEFAULTS, ...read(LIKES) };
}

export function keepLikes(kept) {
  write(LIKES, kept);
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null; // damaged, or this browser keeps nothing
  }
}

function write(key, value) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // a private tab: the phone has to be paired again next time
  }
}

/** What the phone is called on the computer. */
export function phoneName() {
  const { userAgent } = navigator;
  const model = /Android [^;)]*; ([^;)]+)/.exec(userAgent);
  if (model && !/^K$/.test(model[1])) return model[1].replace(/ Build\/.*/, '').slice(0, 64);
  if (/iPhone/.test(userAgent)) return 'iPhone';
  if (/iPad/.test(userAgent)) return 'iPad';
  return /Android/.test(userAgent) ? 'Android phone' : 'Browser';
}
