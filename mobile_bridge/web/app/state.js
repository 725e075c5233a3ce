// What goes on, as one word, from what camera, link and page say; and what a person reads about it.

/**
 * @typedef {{paired: boolean, choosing: boolean, hidden: boolean, asking: boolean, problem: string, hasCamera: boolean,
 *            resting: boolean, link: string, reason: string, tries: number, wanted: boolean,
 *            secure: boolean, agent: string, met: boolean}} Now
 *     `problem` is the camera's, `link` and `reason` the connection's; `met`: the computer has answered before;
 *     `choosing`: the person is to say whether the app or this page pairs
 */

/**
 * @param {Now} now
 * @returns {'unpaired'|'choosing'|'refused'|'hidden'|'denied'|'lost'|'asking'|'gone'|'connecting'|'waiting'|'live'}
 */
export function stateOf(now) {
  if (now.link === 'refused' && now.reason !== 'busy') return 'refused';
  if (now.choosing) return 'choosing';
  if (!now.paired) return 'unpaired';
  if (now.hidden) return 'hidden';
  if (now.problem === 'NotAllowedError' || now.problem === 'SecurityError') return 'denied';
  if (now.problem) return 'lost';
  if (now.asking) return 'asking';
  if (now.link === 'refused' || (now.link === 'connecting' && now.reason === 'busy')) return 'refused';
  if (now.link === 'gone' || (now.link === 'connecting' && now.tries > 1)) return 'gone';
  if (now.link !== 'open') return 'connecting';
  return now.wanted ? 'live' : 'waiting';
}

/** Whether it is tried again by itself, over the link. */
export function retries(state, { reason }) {
  return state === 'gone' || (state === 'refused' && reason === 'busy');
}

/**
 * The card over the picture: names of its sign and texts, and of what its button does; null for none.
 * @param {Now} now
 * @returns {Card|null}
 * @typedef {{sign: string, title: string, text: string, button?: [string, string], link?: string, light?: boolean}} Card
 *     `link`: names the way to the app; `light`: the picture is to be seen below it
 */
export function cardOf(state, now) {
  switch (state) {
    case 'unpaired':
      return { sign: 'code', title: 'unpairedTitle', text: 'unpairedText' };
    case 'choosing':
      return { sign: 'phone', title: 'choosingTitle', text: 'choosingText', button: ['browser', 'browser'], link: 'openApp' };
    case 'asking':
      return now.hasCamera ? null : { sign: 'camera', title: 'askingTitle', text: 'askingText' };
    case 'denied':
      return now.secure
        ? { sign: 'no-camera', title: 'deniedTitle', text: `denied${now.agent}`, button: ['retry', 'camera'] }
        : { sign: 'no-camera', title: 'deniedTitle', text: 'insecureText' };
    case 'lost':
      return now.problem === 'NotFoundError'
        ? { sign: 'no-camera', title: 'noneTitle', text: 'noneText', button: ['retry', 'camera'] }
        : { sign: 'no-camera', title: 'lostTitle', text: 'lostText', button: ['retry', 'camera'] };
    case 'refused':
      return REFUSED[now.reason] || REFUSED.other;
    case 'gone':
      return isDistrusted(now)
        ? { sign: 'computer', title: 'goneTitle', text: 'goneSafari', button: ['certificate', 'certificate'] }
        : { sign: 'computer', title: 'goneTitle', text: 'goneText', button: ['retry', 'link'], light: now.hasCamera };
    case 'waiting':
      return now.resting
        ? { sign: 'rest', title: 'restingTitle', text: 'restingText', button: ['preview', 'camera'] }
        : null;
    case 'hidden':
      return { sign: 'rest', title: 'hiddenTitle', text: 'hiddenText' };
    default:
      return null;
  }
}

const REFUSED = {
  token: { sign: 'code', title: 'refusedTokenTitle', text: 'refusedToken' },
  forgotten: { sign: 'code', title: 'refusedForgottenTitle', text: 'refusedForgotten' },
  replaced: { sign: 'phone', title: 'refusedReplacedTitle', text: 'refusedReplaced', button: ['use', 'link'] },
  busy: { sign: 'phone', title: 'refusedBusyTitle', text: 'refusedBusy', button: ['retry', 'link'] },
  protocol: {
    sign: 'computer', title: 'refusedProtocolTitle', text: 'refusedProtocol', button: ['reload', 'reload'],
  },
  other: { sign: 'computer', title: 'refused', text: 'refusedOther', button: ['retry', 'link'] },
};

/** A page that came from the computer, but never got through to it, in Safari: it is the certificate. */
function isDistrusted({ met, secure, agent }) {
  return !met && secure && agent === 'Safari';
}

/** Which browser's words fit: Chrome, Safari or Firefox. */
export function agentOf(userAgent) {
  if (/Firefox|FxiOS/.test(userAgent)) return 'Firefox';
  return /iPhone|iPad|Macintosh.*Safari(?!.*Chrome)/.test(userAgent) ? 'Safari' : 'Chrome';
}
