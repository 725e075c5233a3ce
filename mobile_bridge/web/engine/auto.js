// Is the scene dark? Fades the enhancement in when it is, and out when it is not: vcam/enhance/auto.py.

import { lumaHistogram, lumaPercentile } from './measure.js';

const DARK_BELOW = 0.3;
const LIT_ABOVE = 0.38;
const HOLD_S = 1.0;
const FADE_S = 1.0;

/** Median luma, 0 to 1, of a small picture. */
export function medianLuma(small) {
  return lumaPercentile(lumaHistogram(small), 50) / 255;
}

export class AutoExposure {
  constructor() {
    this.isDark = null;
    this.doubtS = 0;
    this.faded = 0;
  }

  get amount() {
    return this.faded * this.faded * (3 - 2 * this.faded);
  }

  /** The new amount, 0 to 1. */
  update(brightness, elapsedS) {
    const elapsed = Math.max(elapsedS, 0);
    if (this.isDark === null) {
      this.isDark = brightness < DARK_BELOW;
      this.faded = this.isDark ? 1 : 0;
      return this.amount;
    }
    const isOtherwise = this.isDark ? brightness > LIT_ABOVE : brightness < DARK_BELOW;
    this.doubtS = Math.max(0, this.doubtS + (isOtherwise ? elapsed : -elapsed));
    if (this.doubtS >= HOLD_S) {
      this.isDark = !this.isDark;
      this.doubtS = 0;
    }
    const step = elapsed / FADE_S;
    this.faded = this.isDark ? Math.min(1, this.faded + step) : Math.max(0, this.faded - step);
    return this.amount;
  }
}
