// Noise reduction is most of the work at full resolution. A phone on which it costs frames does without.

const WINDOW = 60; // frames that are looked at together, two seconds
const MOST_DROPPED = 0.2;

/** Watches how many frames are dropped; works for one size of frames. */
export class Pace {
  constructor() {
    /** Whether noise reduction costs too many frames here. It stays so: to try again would be seen each time. */
    this.isTooSlow = false;
    this.restart();
  }

  restart() {
    this.frames = this.dropped = 0;
  }

  /**
   * Take note of a frame.
   * @param {boolean} isDropped for the GPU was busy
   * @param {boolean} isCalm noise reduction was at work on the last frame that was drawn
   */
  update(isDropped, isCalm) {
    if (!isCalm) {
      this.restart();
      return;
    }
    this.frames += 1;
    this.dropped += isDropped ? 1 : 0;
    if (this.frames < WINDOW) return;
    this.isTooSlow = this.isTooSlow || this.dropped > MOST_DROPPED * WINDOW;
    this.restart();
  }
}
