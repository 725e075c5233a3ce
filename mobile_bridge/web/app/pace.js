// What is asked of the camera, and how fast pictures come of it.

const DARK_AMOUNT = 0.9;
const DARK_AFTER_S = 3;

/**
 * What is asked of the camera.
 * @param {object} likes the person's
 * @param {{size: string, fps: number}} want the computer's
 * @param {boolean} isDark
 * @returns {{facing: string, lens: string, width: number, height: number, fps: number|'dark'}}
 */
export function shapeOf({ facing, lens, size, rate }, want, isDark) {
  const [width, height] = (size === 'auto' ? want.size : size).split('x').map(Number);
  const fps = rate === 'auto' ? (isDark ? 'dark' : want.fps) : Number(rate);
  return { facing, lens, width, height, fps };
}

/** Whether it is dark: then fewer pictures are asked for, each exposed for longer. */
export class Darkness {
  constructor() {
    this.seconds = 0;
  }

  get isDark() {
    return this.seconds >= DARK_AFTER_S;
  }

  /** Once a second: by how much the picture is brightened, 0 to 1. */
  look(amount) {
    const step = amount > DARK_AMOUNT ? 1 : -1;
    this.seconds = Math.min(Math.max(this.seconds + step, 0), 2 * DARK_AFTER_S);
  }
}

/** Pictures and their time, second by second. */
export class Rates {
  constructor() {
    this.fps = this.frameMs = this.seen = this.count = this.ms = 0;
  }

  /** A picture has come; it may be dropped yet. */
  see() {
    this.seen += 1;
  }

  add(ms) {
    this.count += 1;
    this.ms += ms;
  }

  /**
   * A second is over.
   * @returns {number} how many have come in it
   */
  turn() {
    const { seen, count, ms } = this;
    this.fps = count;
    this.frameMs = count ? ms / count : 0;
    this.seen = this.count = this.ms = 0;
    return seen;
  }
}
