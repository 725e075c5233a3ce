// What goes on, as one word, from what camera, link and page say; and what a person reads about it.

/**
 * @param {{paired: boolean, hidden: boolean, asking: boolean, problem: string, hasCamera: boolean,
 *          resting: boolean, link: string, reason: string, wanted: boolean}} now
 * @returns {'unpaired'|'refused'|'hidden'|'denied'|'lost'|'asking'|'gone'|'connecting'|'waiting'|'live'}
 */
export function stateOf(now) {
  if (now.link === 'refused' && now.reason !== 'busy') return 'refused';
  if (!now.paired) return 'unpaired';
  if (now.hidden) return 'hidden';
  if (now.problem === 'NotAllowedError' || now.problem === 'SecurityError') return 'denied';
  if (now.problem) return 'lost';
  if (now.asking) return 'asking';
  if (now.link === 'refused') return 'refused';
  if (now.link === 'gone') return 'gone';
  if (now.link !== 'open') return 'connecting';
  return now.wanted ? 'live' : 'waiting';
}

/** The card over the picture: names of its texts and of what its button does; null for none. */
export function cardOf(state, { problem, reason, secure, agent, hasCamera }) {
  switch (state) {
    case 'unpaired':
      return { title: 'unpairedTitle', text: 'unpairedText' };
    case 'asking':
      return hasCamera ? null : { title: 'askingTitle', text: 'askingText' };
    case 'denied':
      return {
        title: 'deniedTitle',
        text: secure ? `denied${agent}` : 'insecureText',
        button: secure ? ['retry', 'camera'] : null,
      };
    case 'lost':
      return problem === 'NotFoundError'
        ? { title: 'noneTitle', text: 'noneText', button: ['retry', 'camera'] }
        : { title: 'lostTitle', text: 'lostText', button: ['retry', 'camera'] };
    case 'refused':
      return {
        title: 'refused',
        text: { token: 'refusedToken', forgotten: 'refusedForgotten', replaced: 'refusedReplaced', busy: 'refusedBusy' }[
          reason
        ] || 'refusedOther',
        button: reason === 'replaced' ? ['use', 'link'] : reason === 'busy' ? ['retry', 'link'] : null,
      };
    case 'gone':
      return { title: 'goneTitle', text: 'goneText', button: ['retry', 'link'], light: true };
    case 'hidden':
      return { title: 'hiddenTitle', text: 'hiddenText' };
    default:
      return null;
  }
}

/** Which browser's words fit: Chrome, Safari or Firefox. */
export function agentOf(userAgent) {
  if (/Firefox|FxiOS/.test(userAgent)) return 'Firefox';
  return /iPhone|iPad|Macintosh.*Safari(?!.*Chrome)/.test(userAgent) ? 'Safari' : 'Chrome';
}
