// What is shown, from what all parts of the page say.

import { details, triedWords } from './figures.js';
import { agentOf, cardOf, retries, stateOf } from './state.js';
import { say } from './words.js';

/** @param {object} app the page's parts: camera, link, painter, rates, screen, sender, and what they are to do */
export function show(app) {
  const { screen, painter, rates } = app;
  const now = nowOf(app);
  const state = stateOf(now);
  const card = cardOf(state, now);
  const figures = `${say('fps', rates.fps)} · ${say('ms', rates.frameMs.toFixed(1))}`;
  screen.showState(state, say(state), rates.fps && (!card || card.light) ? figures : '');
  screen.showCard(card, retries(state, now) ? nextTry(app.link) : '', app.appLink);
  screen.showDetails(details(figuresOf(app)), triedWords(painter.tried));
}

function nextTry({ state, nextTryMs }) {
  const leftS = Math.ceil((nextTryMs - performance.now()) / 1000);
  return state === 'connecting' ? say('connectingNow') : say('retryIn', Math.max(leftS, 0));
}

/** @returns {import('./state.js').Now} */
function nowOf({ paired, appLink, camera, resting, link, want, desktop }) {
  return {
    paired, choosing: Boolean(appLink), hidden: document.hidden, asking: camera.isAsking, problem: camera.problem,
    hasCamera: Boolean(camera.track), resting, link: link.state, reason: link.reason, tries: link.tries,
    wanted: want.frames, secure: isSecureContext, agent: agentOf(navigator.userAgent), met: Boolean(desktop),
  };
}

function figuresOf({ desktop, ping, camera, sender, rates, amount, likes, brightens, painter }) {
  return {
    desktop, ping, settings: camera.settings, encodes: sender.encodes, bps: sender.encoder.bps,
    frameMs: rates.frameMs, amount: amount * likes.strength, accelerator: brightens ? painter.accelerator : 'none',
  };
}
