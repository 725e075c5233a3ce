// The phone itself: its screen, its battery, its heat.

const SLOW = 1.5; // a frame that takes so much longer than at first is a phone that slows itself down
const SLOW_MS = 8;
const [SLOW_S, SLOW_ALONE_S] = [10, 30]; // for so long; where the browser says nothing of pressure, for longer
const LOW_BATTERY = 0.15;

/** Keeps the screen on while the page is in front. */
export class Awake {
  constructor() {
    this.lock = null;
    this.isPossible = 'wakeLock' in navigator;
    this.isWanted = false;
    document.addEventListener('visibilitychange', () => this.ask());
  }

  want() {
    this.isWanted = true;
    this.ask();
  }

  async ask() {
    if (!this.isPossible || !this.isWanted || document.hidden || (this.lock && !this.lock.released)) return;
    try {
      this.lock = await navigator.wakeLock.request('screen');
    } catch {
      // the battery is low, say; it is asked for again when the page comes back
    }
  }
}

/** Battery and heat, as far as this browser tells. */
export class Health {
  constructor() {
    this.battery = null;
    this.charging = null;
    this.hot = false;
    this.usualMs = 0;
    this.slowS = 0;
    /** Whether the processor has too much to do; null where the browser does not tell. */
    this.pressed = null;
    if (navigator.getBattery) {
      navigator.getBattery().then((battery) => {
        const read = () => {
          [this.battery, this.charging] = [battery.level, battery.charging];
        };
        battery.onlevelchange = battery.onchargingchange = read;
        read();
      }, () => {});
    }
    if ('PressureObserver' in window) {
      const observer = new PressureObserver((records) => {
        this.pressed = ['serious', 'critical'].includes(records[records.length - 1].state);
      });
      observer.observe('cpu', { sampleInterval: 2000 }).catch(() => {});
    }
  }

  /** Once a second: what a frame has taken. */
  look(frameMs) {
    if (frameMs > 0) {
      this.usualMs = this.usualMs ? Math.min(this.usualMs * 1.002, Math.max(frameMs, 1)) : frameMs;
      this.slowS = frameMs > SLOW * this.usualMs && frameMs > SLOW_MS ? this.slowS + 1 : 0;
    }
    this.hot = this.slowS > (this.pressed ? SLOW_S : SLOW_ALONE_S) && this.pressed !== false;
  }

  /** The battery ends soon. */
  get isLow() {
    return this.battery !== null && this.battery < LOW_BATTERY && !this.charging;
  }
}
