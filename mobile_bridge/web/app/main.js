// The page's way of a frame, and what goes on around it:
//
//     camera.js -> engine/enhancer.js -> encoder.js -> link.js          (or whip.js, where WebCodecs is missing)
//
// `state.js` says what is the matter, `screen.js` shows it.

import { Awake, Health } from './body.js';
import { Camera, frames } from './camera.js';
import { Encoder, canEncode } from './encoder.js';
import { Link } from './link.js';
import { Screen } from './screen.js';
import { agentOf, cardOf, stateOf } from './state.js';
import { identity, keepIdentity, keepLikes, likes, phoneName, takeToken } from './store.js';
import { Whip } from './whip.js';
import { say } from './words.js';
import { Enhancer } from '../engine/enhancer.js';

const REST_AFTER_MS = 30_000; // the camera goes off when nobody has watched for so long
const DARK_AMOUNT = 0.9;
const DARK_AFTER_S = 3;
const LOW_BATTERY = 0.15;

class App {
  constructor() {
    this.token = takeToken();
    this.likes = likes();
    this.screen = new Screen();
    this.camera = new Camera();
    this.link = new Link(() => this.hello());
    this.encoder = new Encoder(this.link, (stream) => this.announce(stream));
    this.whip = new Whip(() => (this.welcome ? this.welcome.session : ''));
    this.awake = new Awake();
    this.health = new Health();
    this.enhancer = null;
    this.tried = [];
    this.want = { frames: false, size: '1280x720', fps: 30 };
    this.welcome = null;
    this.ping = {};
    this.amount = 0;
    this.darkS = 0;
    this.torch = false;
    this.resting = false;
    this.unwantedMs = performance.now();
    this.count = { frames: 0, ms: 0 };
    this.rates = { fps: 0, frameMs: 0 };
  }

  async start() {
    this.wire();
    this.screen.showLikes(this.likes);
    this.screen.showPicture(false);
    this.show();
    this.encodes = await canEncode();
    this.link.connect();
    if (this.paired) this.openCamera();
    await this.prepare();
    this.show();
  }

  /** Get the GPU ready; without one the camera's pictures are sent as they are. */
  async prepare() {
    try {
      const enhancer = await Enhancer.create(this.screen.canvas);
      this.tried = enhancer.tried;
      enhancer.onlost = () => this.loseGpu();
      if (enhancer.network) this.enhancer = enhancer;
      else enhancer.dispose();
    } catch (error) {
      this.tried = [{ kind: 'webgl2', ok: false, why: String(error.message || error) }];
    }
  }

  loseGpu() {
    this.enhancer = null;
    this.tried = [...this.tried, { kind: 'webgl2', ok: false, why: 'the GPU was taken away' }];
    this.restartWhip();
  }

  get paired() {
    return Boolean(this.token || identity());
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
    this.screen.addEventListener('like', ({ detail }) => this.onLike(detail));
    this.screen.addEventListener('press', ({ detail }) => this.onPress(detail));
    document.addEventListener('visibilitychange', () => this.onVisible());
    addEventListener('pagehide', () => {
      this.whip.close();
      this.link.send('bye');
    });
    addEventListener('online', () => this.link.state === 'gone' && this.link.connect());
    setInterval(() => this.tick(), 1000);
  }

  onWelcome(welcome) {
    this.welcome = welcome;
    if (welcome.secret) keepIdentity({ phone: welcome.phone, secret: welcome.secret });
    this.token = '';
    this.encoder.restart();
    this.onWant(welcome.want);
    this.take(welcome.look);
  }

  onMessage(message) {
    switch (message.type) {
      case 'want':
        this.onWant(message);
        break;
      case 'look':
        this.take(message);
        break;
      case 'key':
        this.encoder.key();
        break;
      case 'bitrate':
        this.encoder.cap(message.bps);
        break;
      case 'ping':
        this.ping = message;
        break;
      default: // something newer than this page
    }
  }

  onLink() {
    const { state, reason } = this.link;
    if (state !== 'open') this.whip.close();
    if (state === 'refused' && this.token) {
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
      this.encoder.key();
      this.wake();
    } else {
      this.unwantedMs = performance.now();
      this.whip.close();
    }
    if (isOther && this.camera.track) this.camera.change(this.shape());
    this.show();
  }

  /** How the computer's owner likes it. */
  take({ mode, strength, denoise }) {
    this.likes = { ...this.likes, mode, strength, denoise };
    keepLikes(this.likes);
    this.screen.showLikes(this.likes);
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
    const { mode, strength, denoise } = this.likes;
    this.link.send('look', { mode, strength, denoise });
  }

  onPress(what) {
    const { likes: liked } = this;
    switch (what) {
      case 'flip':
        this.like({ facing: this.isRear() ? 'user' : 'environment', lens: '' });
        this.openCamera();
        break;
      case 'torch':
        this.setTorch(!this.torch);
        break;
      case 'enhance':
        this.like({ mode: liked.mode === 'off' ? 'auto' : 'off' });
        this.tellLook();
        break;
      case 'camera':
        this.openCamera();
        break;
      case 'link':
        this.link.connect();
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
      if (this.link.state === 'gone') this.link.connect();
      const { track } = this.camera;
      if (this.paired && !this.resting && (!track || track.readyState !== 'live')) this.openCamera();
      else this.begin();
      this.encoder.key();
    }
    this.show();
  }

  // ---------------------------------------------------------------- camera

  openCamera() {
    this.resting = false;
    this.camera.open(this.shape());
  }

  /** What is asked of the camera. */
  shape() {
    const { facing, lens, size, rate } = this.likes;
    const [width, height] = (size === 'auto' ? this.want.size : size).split('x').map(Number);
    const isDark = this.darkS >= DARK_AFTER_S;
    const fps = rate === 'auto' ? (isDark ? 'dark' : this.want.fps) : Number(rate);
    return { facing, lens, width, height, fps };
  }

  async onCamera() {
    const { track, stream } = this.camera;
    if (track !== this.track) {
      this.stop();
      this.track = track;
      this.torch = false;
      this.screen.video.srcObject = stream;
      if (stream) this.screen.video.play().catch(() => {});
      if (track) this.awake.want();
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
    this.end = frames(this.track, this.screen.video, (...frame) => this.onFrame(...frame));
  }

  stop() {
    if (this.end) this.end();
    this.end = null;
    this.whip.close();
  }

  wake() {
    if (this.resting && !document.hidden) this.openCamera();
  }

  /** The way of one frame. */
  onFrame(source, fullWidth, fullHeight, timeMs) {
    const start = performance.now();
    const [width, height] = [fullWidth & ~1, fullHeight & ~1]; // H.264 has one colour for 2 x 2 pixels
    const { mode, strength, denoise, mirror } = this.likes;
    const isDrawn = this.enhancer !== null && (mode !== 'off' || mirror);
    let enhanced = false;
    if (isDrawn) {
      const look = { mode, strength, denoise, mirror };
      const done = this.enhancer.render(source, width, height, look, timeMs);
      if (!done) {
        this.encoder.dropped += 1;
        return;
      }
      [enhanced, this.amount] = [done.enhanced, done.amount];
    }
    this.screen.showPicture(isDrawn);
    if (this.link.isOpen && this.want.frames) {
      const what = { width, height, fps: this.fps(), enhanced, accelerator: enhanced ? this.enhancer.accelerator : 'none' };
      this.sendPicture(isDrawn ? this.screen.canvas : source, isDrawn, what, timeMs);
    }
    this.count.frames += 1;
    this.count.ms += performance.now() - start;
  }

  fps() {
    return Math.round(this.camera.settings.frameRate || 30);
  }

  sendPicture(picture, isDrawn, what, timeMs) {
    if (this.encodes) {
      this.encoder.encode(picture, what, timeMs);
      return;
    }
    const said = JSON.stringify(what);
    if (said !== this.whipSaid) {
      this.whipSaid = said;
      this.announce({ transport: 'whip', codec: '', ...what });
    }
    if (!isDrawn) {
      this.whip.open(this.track);
      return;
    }
    if (!this.drawn) [this.drawn] = this.screen.canvas.captureStream(0).getVideoTracks();
    this.drawn.requestFrame();
    this.whip.open(this.drawn);
  }

  restartWhip() {
    this.whip.close();
    this.drawn = null;
    this.whipSaid = '';
  }

  announce(stream) {
    this.link.send('stream', { ...stream, model: this.enhancer ? this.enhancer.model : '' });
  }

  // ---------------------------------------------------------------- once a second

  tick() {
    const { frames: count, ms } = this.count;
    this.rates = { fps: count, frameMs: count ? ms / count : 0 };
    this.count = { frames: 0, ms: 0 };
    this.health.look(this.rates.frameMs);
    this.follow();
    this.rest();
    this.report();
    this.warn();
    this.show();
  }

  /** In the dark fewer pictures, each exposed for longer. */
  follow() {
    const wasDark = this.darkS >= DARK_AFTER_S;
    this.darkS = this.amount > DARK_AMOUNT ? Math.min(this.darkS + 1, 2 * DARK_AFTER_S) : Math.max(this.darkS - 1, 0);
    if (wasDark !== this.darkS >= DARK_AFTER_S && this.likes.rate === 'auto') this.camera.change(this.shape());
  }

  /** Nobody watches: the camera goes off, and comes back by itself. */
  rest() {
    const idle = this.link.isOpen && !this.want.frames && performance.now() - this.unwantedMs > REST_AFTER_MS;
    if (idle && this.camera.track && !this.resting) {
      this.resting = true;
      this.camera.close();
    }
  }

  report() {
    const { battery, charging, hot } = this.health;
    this.link.send('stats', {
      fps: this.rates.fps, frame_ms: this.rates.frameMs, encode_ms: this.encoder.encodeMs,
      dropped: this.encoder.dropped, battery, charging, hot,
    });
  }

  warn() {
    const { battery, charging, hot } = this.health;
    const low = battery !== null && battery < LOW_BATTERY && !charging;
    const warning = hot ? say('hot') : low ? say('batteryLow', Math.round(battery * 100)) : '';
    if (warning && warning !== this.warned) this.screen.hint(warning);
    if (!this.awake.isPossible && this.camera.track && !this.warnedAwake) {
      this.warnedAwake = true;
      this.screen.hint(say('awake'));
    }
    this.warned = warning;
  }

  // ---------------------------------------------------------------- what is shown

  show() {
    const now = {
      paired: this.paired, hidden: document.hidden, asking: this.camera.isAsking, problem: this.camera.problem,
      hasCamera: Boolean(this.camera.track), resting: this.resting, link: this.link.state, reason: this.link.reason,
      wanted: this.want.frames, secure: isSecureContext, agent: agentOf(navigator.userAgent),
    };
    const state = stateOf(now);
    const { fps, frameMs } = this.rates;
    const figures = fps ? `${say('fps', fps)} · ${say('ms', frameMs.toFixed(1))}` : '';
    this.screen.showState(state, say(state), figures);
    const leftS = Math.ceil((this.link.nextTryMs - performance.now()) / 1000);
    const retries = state === 'gone' || (state === 'refused' && this.link.reason === 'busy');
    this.screen.showCard(cardOf(state, now), retries && leftS > 0 ? say('retryIn', leftS) : '');
    this.screen.showDetails(this.details(), this.triedWords());
  }

  details() {
    const ms = (value) => (typeof value === 'number' ? say('ms', value.toFixed(1)) : '–');
    const { width, height } = this.camera.settings;
    const mbps = say('mbps', ((this.encoder.bps || 0) / 1e6).toFixed(1));
    const accelerator = this.enhancer && this.likes.mode !== 'off' ? this.enhancer.accelerator : say('none');
    return [
      [say('computer'), this.welcome ? this.welcome.desktop : '–'],
      [say('link'), ms(this.ping.rtt_ms)],
      [say('delay'), ms(this.ping.delay_ms)],
      [say('sends'), width ? `${width} × ${height}, ${this.encodes ? mbps : 'WebRTC'}` : '–'],
      [say('takes'), ms(this.rates.frameMs)],
      [say('runs'), accelerator],
      [say('brightened'), `${Math.round(this.amount * this.likes.strength * 100)} %`],
    ];
  }

  triedWords() {
    const lines = this.tried.map(({ kind, ok, why }) => `${kind}: ${ok ? say('passed') : why}`);
    return lines.length ? `${say('tried')}: ${lines.join('\n')}` : '';
  }
}

const app = new App();
app.start();
