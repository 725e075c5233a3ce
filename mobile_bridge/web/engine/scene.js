// From the small picture and the network's map to what the full-resolution pass needs: the part of
// vcam/pipeline.py that works on small things, and on a phone is the processor's.

import { AutoExposure, medianLuma } from './auto.js';
import { CalmMap } from './calm.js';
import { Guide } from './guide.js';
import { Tone } from './tone.js';

/**
 * @typedef {{mode: 'auto'|'on'|'off', strength: number, denoise: number, mirror: boolean}} Look
 */

/** Follows a scene in pictures of one size. */
export class Scene {
  constructor(width, height, mapWidth, mapHeight) {
    this.width = width;
    this.auto = new AutoExposure();
    this.calm = new CalmMap();
    this.tone = new Tone();
    this.guide = new Guide(width, height, mapWidth, mapHeight);
    this.amount = 0;
    this.strength = 0;
    this.white = 1;
  }

  /**
   * Take a picture (RGBA bytes) and its map (floats). Returns slope and start of r for each of its pixels, or
   * null where nothing is to be enhanced; `strength` and `white` belong to it.
   * @param {Look} look
   */
  update(small, fresh, look, elapsedS) {
    this.amount = this.decide(small, look, elapsedS);
    if (this.amount === 0) {
      this.calm.reset();
      this.tone.forget();
      return null;
    }
    const map = this.calm.update(small, this.width, fresh, elapsedS);
    const [factor, white] = this.tone.update(small, map, elapsedS);
    this.white = white;
    this.strength = this.amount * look.strength * factor;
    if (look.strength <= 0 || !map.some((r) => r !== 0)) return null;
    return this.guide.update(small, map);
  }

  decide(small, look, elapsedS) {
    if (look.mode === 'auto') return this.auto.update(medianLuma(small), elapsedS);
    return look.mode === 'on' ? 1 : 0;
  }
}
