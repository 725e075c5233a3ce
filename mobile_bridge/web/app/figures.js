// What the details sheet and the computer's doctor are told, from what is known.

import { say } from './words.js';

const ms = (value) => (typeof value === 'number' ? say('ms', value.toFixed(1)) : '–');

/**
 * Rows of the details: name and value.
 * @returns {Array<[string, string]>}
 */
export function details({ desktop, ping, settings, encodes, bps, frameMs, accelerator, amount }) {
  const way = encodes ? say('mbps', (bps / 1e6).toFixed(1)) : 'WebRTC';
  return [
    [say('computer'), desktop || '–'],
    [say('link'), ms(ping.rtt_ms)],
    [say('delay'), ms(ping.delay_ms)],
    [say('sends'), settings.width ? `${settings.width} × ${settings.height}, ${way}` : '–'],
    [say('takes'), ms(frameMs)],
    [say('runs'), NAMES[accelerator] || say('none')],
    [say('brightened'), `${Math.round(amount * 100)} %`],
  ];
}

const NAMES = { webgl2: 'WebGL2', 'litert-wasm': 'LiteRT, wasm', 'litert-webgpu': 'LiteRT, WebGPU' };

/** What runs the network and why others were not taken. */
export function triedWords(tried) {
  const lines = tried.map(({ kind, ok, why, ms: took }) => {
    const name = NAMES[kind] || kind;
    if (!ok) return `${name}: ${why}`;
    return took === null ? `${name}: ${say('passed')}` : `${name}: ${say('passed')}, ${ms(took)}`;
  });
  return lines.length ? `${say('tried')}\n${lines.join('\n')}` : '';
}

/** The self-test's report, for the doctor: what this browser is and can do. Its first line says it in short. */
export function report({ tried, encodes, settings, abilities }) {
  const runs = tried.find(({ ok }) => ok);
  const lines = tried.map(({ kind, ok, why, worst, ms: took }) => {
    const figures = worst === null ? '' : ` (off by ${worst.toFixed(3)} levels, ${took.toFixed(1)} ms)`;
    return `${kind}: ${ok ? 'passed' : why}${figures}`;
  });
  return [
    `the page: network on ${runs ? NAMES[runs.kind] || runs.kind : 'nothing'}, pictures by ${encodes ? 'WebCodecs' : 'WebRTC'}`,
    `browser: ${navigator.userAgent}`,
    `screen: ${screen.width} x ${screen.height}, ${devicePixelRatio} pixels each`,
    ...lines,
    `camera: ${JSON.stringify(settings, leaveIds)}`,
    `abilities: ${JSON.stringify(abilities, leaveIds)}`,
  ].join('\n');
}

/** Ids tell devices apart and nothing else. */
function leaveIds(name, value) {
  return name === 'deviceId' || name === 'groupId' ? undefined : value;
}
