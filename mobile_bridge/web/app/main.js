// The page's way of a frame, and what goes on around it:
//
//     camera.js -> frames.js -> engine/enhancer.js -> sender.js -> link.js
//
// `state.js` says what is the matter, `screen.js` shows it.

import { Awake, Health } from './body.js';
import { Camera } from './camera.js';
import { show } from './face.js';
import { report } from './figures.js';
import { frames } from './frames.js';
import { Link } from './link.js';
import { appLink } from './native.js';
import { Darkness, Rates, shapeOf } from './pace.js';
import { Painter } from './painter.js';
import { Screen } from './screen.js';
import { Sender } from './sender.js';
import { identity, keepIdentity, keepLikes, likes, phoneName, takeToken } from './store.js';
import { say } from './words.js';

const REST_AFTER_MS = 30_000; // the camera goes off when nobody has watched for so long
const GIVE_UP_MS = 180_000; // and when the computer has been away for so long
const STILL_S = 5; // a camera that shows nothing for so long is opened anew

class App {
  constructor() {
    this.appLink = identity() ? '' : appLink(location, navigator.userAgent); // until the person has chosen
    this.token = takeToken();
    this.likes = likes();
    this.screen = new Screen();
    this.camera = new Camera();
    this.link = new Link(() => this.hello());
    this.sender = new Sender(this.link);
    this.awake = new Awake();
    this.health = new Health();
    this.painter = new Painter(this.screen);
    this.want = { frames: false, size: '1280x720', fps: 30 };
    this.desktop = '';
    this.ping = {};
    this.amount = 0;
    this.darkness = new Darkness();
    this.stillS = 0;
    this.torch = false;
    this.resting = false;
    this.idleMs = performance.now();
    this.rates = new Rates();
  }

  async start() {
    this.wire();
    this.screen.showLikes(this.likes);
    this.screen.showPicture(false);
    this.show();
    await this.sender.prepare();
    if (!this.appLink) this.go();
    await this.painter.prepare();
  }

  go() {
    this.link.connect();
    if (this.paired) this.openCamera();
  }

  /** The GPU is ready, lost, or there is none. */
  onPainter() {
    const { model } = this.painter;
    if (model !== this.sender.model) {
      this.sender.model = model;
      this.sender.restart(); // to tell of it
    }
    if (!this.painter.isReady) this.screen.showPicture(false);
    this.report();
    this.show();
  }

  get paired() {
    return !this.appLink && Boolean(this.token || identity());
  }

  hello() {
    const kept = identity();
    if (this.token) return { name: phoneName(), token: this.token };
    return kept ? { name: phoneName(), phone: kept.phone, secret: kept.secret } : null;
  }

  // ---------------------------------------------------------------- events

  wire() {
    this.link.addEventListener('welcome', ({ detail }) => this.onWelcome(detail));
    this.link.addEventListener('message', ({ detail }) => this.onMessage(detail));
    this.link.addEventListener('state', () => this.onLink());
    this.camera.addEventListener('change', () => this.onCamera());
    this.painter.addEventListener('change', () => this.onPainter());
    this.screen.addEventListener('like', ({ detail }) => this.onLike(detail));
    this.screen.addEventListener('press', ({ detail }) => this.onPress(detail));
    document.addEventListener('visibilitychange', () => this.onVisible());
    addEventListener('pagehide', () => {
      this.sender.pause();
      this.link.send('bye');
    });
    addEventListener('online', () => this.link.state === 'gone' && this.link.connect());
    setInterval(() => this.tick(), 1000);
  }

  onWelcome({ phone, secret, session, desktop, want, look }) {
    if (secret) keepIdentity({ phone, secret });
    this.token = '';
    this.desktop = desktop;
    this.sender.restart(session);
    this.onWant(want);
    this.like(lookOf(look));
    this.report();
  }

  onMessage(message) {
    switch (message.type) {
      case 'want':
        this.onWant(message);
        break;
      case 'look':
        this.like(lookOf(message));
        break;
      case 'key':
        this.sender.encoder.key();
        break;
      case 'bitrate':
        this.sender.encoder.cap(message.bps);
        break;
      case 'ping':
        this.ping = message;
        break;
      default: // something newer than this page
    }
  }

  onLink() {
    const { state, reason } = this.link;
    if (state !== 'open') {
      this.sender.pause();
      this.ping = {};
    }
    if (state === 'open' || state === 'gone') this.idleMs = performance.now();
    if (state === 'refused' && reason === 'token') {
      this.token = '';
      if (identity()) this.link.connect(); // an old code, but the computer knows this phone
    }
    if (state === 'refused' && reason === 'forgotten') keepIdentity(null);
    this.show();
  }

  onWant({ frames: wanted, size, fps }) {
    const isOther = size !== this.want.size || fps !== this.want.fps;
    this.want = { frames: wanted, size, fps };
    if (wanted) {
      this.sender.encoder.key();
      this.wake();
    } else {
      this.idleMs = performance.now();
      this.sender.pause();
    }
    if (isOther && this.camera.track) this.camera.change(this.shape());
    this.show();
  }

  onLike(change) {
    if ('zoom' in change) {
      this.camera.set('zoom', change.zoom);
      return;
    }
    if ('exposure' in change) {
      this.camera.set('exposureCompensation', change.exposure);
      return;
    }
    if ('lens' in change) {
      const isSide = ['user', 'environment'].includes(change.lens);
      this.like(isSide ? { facing: change.lens, lens: '' } : { lens: change.lens });
      this.openCamera();
      return;
    }
    this.like(change);
    if ('size' in change || 'rate' in change) this.camera.change(this.shape());
    if ('mode' in change || 'strength' in change) this.tellLook();
  }

  like(change) {
    this.likes = { ...this.likes, ...change };
    keepLikes(this.likes);
    this.screen.showLikes(this.likes);
  }

  tellLook() {
    this.link.send('look', lookOf(this.likes));
  }

  onPress(what) {
    switch (what) {
      case 'flip':
        this.like({ facing: this.isRear() ? 'user' : 'environment', lens: '' });
        this.openCamera();
        break;
      case 'torch':
        this.setTorch(!this.torch);
        break;
      case 'enhance':
        this.like({ mode: this.likes.mode === 'off' ? 'auto' : 'off' });
        this.tellLook();
        break;
      case 'camera':
        this.openCamera();
        break;
      case 'link':
        this.link.connect();
        break;
      case 'certificate':
        location.assign('/ca.crt');
        break;
      case 'browser':
        this.appLink = '';
        this.go();
        break;
      case 'reload':
        location.reload();
        break;
      case 'forget':
        keepIdentity(null);
        this.link.leave();
        this.screen.open(false);
        this.camera.close();
        break;
      default:
    }
    this.show();
  }

  isRear() {
    const { facingMode } = this.camera.settings;
    return facingMode ? facingMode === 'environment' : this.likes.facing === 'environment';
  }

  async setTorch(isOn) {
    if (await this.camera.set('torch', isOn)) this.torch = isOn;
    this.showCamera();
  }

  onVisible() {
    if (document.hidden) {
      this.stop();
    } else {
      this.link.watch();
      if (this.link.state === 'gone') this.link.connect();
      const { track } = this.camera;
      if (this.paired && !this.resting && (!track || track.readyState !== 'live')) this.openCamera();
      else this.begin();
      this.sender.encoder.key();
    }
    this.show();
  }

  // ---------------------------------------------------------------- camera

  openCamera() {
    this.resting = false;
    this.idleMs = performance.now();
    this.camera.open(this.shape());
  }

  shape() {
    return shapeOf(this.likes, this.want, this.darkness.isDark);
  }

  async onCamera() {
    const { track, stream } = this.camera;
    if (track !== this.track) {
      this.stop();
      this.track = track;
      this.torch = false;
      this.screen.video.srcObject = stream;
      if (stream) this.screen.video.play().catch(() => {});
      if (track) {
        this.awake.want();
        this.report();
      }
      this.begin();
    }
    this.show();
    await this.showCamera();
  }

  async showCamera() {
    const { abilities, settings } = this.camera;
    const lenses = await this.camera.lenses();
    const lens = this.likes.lens || this.likes.facing;
    this.screen.showCamera({ abilities, settings, lenses, lens, torch: this.torch });
  }

  begin() {
    if (!this.track || this.end || document.hidden) return;
    this.stillS = 0;
    this.end = frames(this.track, this.screen.video, (...frame) => this.onFrame(...frame));
  }

  stop() {
    if (this.end) this.end();
    this.end = null;
    this.sender.pause();
  }

  wake() {
    if (this.resting && !document.hidden) this.openCamera();
  }

  /** The way of one frame. */
  onFrame(source, fullWidth, fullHeight, timeMs, isTurned) {
    this.rates.see();
    const start = performance.now();
    const [width, height] = [fullWidth & ~1, fullHeight & ~1]; // H.264 has one colour for 2 x 2 pixels
    const isDrawn = this.painter.isReady && (this.brightens || this.likes.mirror || isTurned);
    const done = isDrawn
      ? this.painter.render(source, width, height, this.likes, timeMs)
      : { enhanced: false, amount: 0 };
    if (!done) { // the GPU is busy still with the frame before
      this.sender.encoder.dropped += 1;
      return;
    }
    this.amount = done.amount;
    this.screen.showPicture(isDrawn, done.enhanced);
    if (this.link.isOpen && this.want.frames) {
      const accelerator = done.enhanced ? this.painter.accelerator : 'none';
      const what = { width, height, fps: this.fps(), enhanced: done.enhanced, accelerator };
      this.sender.send(isDrawn ? this.screen.canvas : source, what, timeMs, this.track);
    }
    this.rates.add(performance.now() - start);
  }

  /** Whether the network runs here, and is asked for. */
  get brightens() {
    return this.likes.mode !== 'off' && this.painter.accelerator !== 'none';
  }

  fps() {
    return Math.round(this.camera.settings.frameRate || 30);
  }

  // ---------------------------------------------------------------- once a second

  tick() {
    const seen = this.rates.turn();
    this.health.look(this.rates.frameMs);
    this.follow();
    this.rest();
    this.guard(seen);
    this.tell();
    this.warn();
    this.show();
  }

  follow() {
    const { isDark } = this.darkness;
    this.darkness.look(this.amount);
    if (isDark !== this.darkness.isDark && this.likes.rate === 'auto') this.camera.change(this.shape());
  }

  /** Nobody watches: the camera goes off, and comes back by itself. */
  rest() {
    const idleMs = performance.now() - this.idleMs;
    const isUnwanted = this.link.isOpen && !this.want.frames && idleMs > REST_AFTER_MS;
    const isAlone = !this.link.isOpen && idleMs > GIVE_UP_MS;
    if ((isUnwanted || isAlone) && this.camera.track && !this.resting) {
      this.resting = true;
      this.camera.close();
    }
  }

  /** A camera may stop without a word. */
  guard(seen) {
    this.stillS = seen || !this.end || this.camera.problem ? 0 : this.stillS + 1;
    if (this.stillS >= STILL_S) {
      this.stillS = 0;
      this.openCamera();
    }
  }

  tell() {
    const { battery, charging, hot } = this.health;
    const { encodeMs, dropped } = this.sender.encoder;
    const { fps, frameMs } = this.rates;
    this.link.send('stats', {
      fps, frame_ms: frameMs, encode_ms: encodeMs, dropped, battery, charging, hot,
    });
  }

  /** What the self-test found, once there is something. */
  report() {
    if (!this.painter.isReady || !this.link.isOpen) return;
    const { settings, abilities } = this.camera;
    const text = report({ tried: this.painter.tried, encodes: this.sender.encodes, settings, abilities });
    this.link.send('report', { text });
  }

  warn() {
    const { battery, hot, isLow } = this.health;
    const sleeps = !this.awake.isPossible && Boolean(this.camera.track);
    const warning = hot ? 'hot' : isLow ? 'batteryLow' : sleeps ? 'awake' : '';
    if (warning && warning !== this.warned) this.screen.hint(say(warning, Math.round(battery * 100)));
    this.warned = warning;
  }

  show() {
    show(this);
  }
}

/** How pictures are enhanced: the same on phone and computer. */
function lookOf({ mode, strength, denoise }) {
  return { mode, strength, denoise };
}

const app = new App();
app.start();
