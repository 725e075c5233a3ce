// H.264 by WebCodecs, one access unit a picture, straight into the WebSocket. What would have to wait is not
// encoded: a picture that is dropped before the encoder costs nothing, one behind it costs a key frame.

const MOST_QUEUED = 1;
const QUEUE_S = 0.2; // of the bitrate may wait in the socket
const LEAST_QUEUE_BYTES = 48_000;
const [LEAST_BPS, MOST_BPS] = [300_000, 16_000_000];
const BITS_PER_PIXEL = 0.13;
const [DOWN, UP] = [0.8, 1.05];
const BASELINE = 'avc1.4200'; // nobody decodes it with a delay
const LEVELS = [ // most macroblocks of 16 x 16 pixels in a picture and in a second (H.264, table A-1)
  [3_600, 108_000, 0x1f], [5_120, 216_000, 0x20], [8_192, 245_760, 0x28], [8_704, 522_240, 0x2a],
  [36_864, 983_040, 0x33], [36_864, 2_073_600, 0x34],
];
const MOST_FAILURES = 2; // then the browser's own encoder in place of the phone's

/** Whether this browser encodes H.264 at all. */
export async function canEncode() {
  if (!('VideoEncoder' in window)) return false;
  try {
    return (await VideoEncoder.isConfigSupported(configuration(1280, 720, 30, 2_000_000))).supported === true;
  } catch {
    return false;
  }
}

function configuration(width, height, framerate, bitrate) {
  const codec = BASELINE + level(width, height, framerate).toString(16);
  return { codec, width, height, framerate, bitrate, latencyMode: 'realtime', avc: { format: 'annexb' } };
}

/** The lowest level that allows for this size and rate. */
export function level(width, height, framerate) {
  const blocks = Math.ceil(width / 16) * Math.ceil(height / 16);
  const enough = LEVELS.find(([most, mostInSecond]) => blocks <= most && blocks * framerate <= mostInSecond);
  return (enough || LEVELS[LEVELS.length - 1])[2];
}

export class Encoder {
  /**
   * @param {import('./link.js').Link} link
   * @param {(stream: object) => void} announce tells the computer what comes, before it does
   */
  constructor(link, announce) {
    this.link = link;
    this.announce = announce;
    this.dropped = 0;
    /** Dropped since the bitrate was last looked at. */
    this.held = 0;
    this.sent = 0;
    this.encodeMs = 0;
    this.capBps = MOST_BPS;
    this.bps = 0;
    this.wantsKey = true;
    this.failures = 0;
    this.said = '';
    this.starts = new Map();
    setInterval(() => this.steer(), 1000);
  }

  /** The computer's word on what the link carries. */
  cap(bps) {
    this.capBps = Math.min(Math.max(bps, LEAST_BPS), MOST_BPS);
  }

  /** Make the next picture one that stands alone. */
  key() {
    this.wantsKey = true;
  }

  /** Begin anew: another connection knows nothing of what was sent. */
  restart() {
    this.said = '';
    this.wantsKey = true;
  }

  /**
   * Encode and send a picture, or drop it.
   * @param {CanvasImageSource|VideoFrame} source of even sides
   * @param {{width: number, height: number, fps: number, enhanced: boolean, accelerator: string}} what
   */
  encode(source, what, timeMs) {
    if (this.isFull()) {
      this.dropped += 1;
      this.held += 1;
      return;
    }
    this.prepare(what);
    const timestamp = Math.round(timeMs * 1000);
    const frame = new VideoFrame(source, { timestamp, alpha: 'discard', ...evenPart(source, what) });
    this.starts.set(timestamp, [performance.now(), what.enhanced]);
    try {
      this.encoder.encode(frame, { keyFrame: this.wantsKey });
      this.wantsKey = false;
    } finally {
      frame.close();
    }
  }

  isFull() {
    const queued = this.encoder && this.encoder.state === 'configured' ? this.encoder.encodeQueueSize : 0;
    return queued > MOST_QUEUED || this.link.waiting > Math.max(LEAST_QUEUE_BYTES, (QUEUE_S * this.bps) / 8);
  }

  prepare(what) {
    const { width, height, fps } = what;
    const kind = `${width}x${height}@${Math.round(fps)}`;
    if (!this.encoder || this.encoder.state === 'closed') {
      this.encoder = new VideoEncoder({ output: (chunk) => this.send(chunk), error: () => this.fail() });
      this.kind = '';
    }
    if (kind !== this.kind) {
      this.kind = kind;
      this.bps = Math.min(this.capBps, ideal(width, height, fps));
      this.configured = configuration(width, height, Math.round(fps) || 30, this.bps);
      if (this.failures > MOST_FAILURES) this.configured.hardwareAcceleration = 'prefer-software';
      this.encoder.configure(this.configured);
      this.wantsKey = true;
    }
    const stream = JSON.stringify({ ...what, codec: this.configured.codec });
    if (stream !== this.said) {
      this.said = stream;
      this.announce({ transport: 'ws', ...JSON.parse(stream) });
    }
  }

  /** The next picture makes a new encoder. */
  fail() {
    this.failures += 1;
    this.wantsKey = true;
    this.starts.clear();
  }

  send(chunk) {
    const [startMs, enhanced] = this.starts.get(chunk.timestamp) || [performance.now(), false];
    this.starts.delete(chunk.timestamp);
    if (this.starts.size > 30) this.starts.clear();
    this.encodeMs += 0.1 * (performance.now() - startMs - this.encodeMs);
    if (!this.link.isOpen) {
      this.wantsKey = true;
      return;
    }
    this.link.sendPicture({
      key: chunk.type === 'key',
      enhanced,
      capturedUs: chunk.timestamp,
      bytes: chunk.byteLength,
      fill: (memory) => chunk.copyTo(memory),
    });
    this.sent += 1;
  }

  /** Once a second: less where pictures had to be dropped, a little more where not. */
  steer() {
    if (!this.encoder || this.encoder.state !== 'configured') return;
    const { width, height, framerate } = this.configured;
    const most = Math.min(this.capBps, ideal(width, height, framerate));
    const wanted = Math.min(Math.max(this.bps * (this.held ? DOWN : UP), LEAST_BPS), most);
    this.held = 0;
    if (Math.abs(wanted - this.bps) < 0.04 * this.bps) return;
    this.bps = Math.round(wanted);
    this.configured = { ...this.configured, bitrate: this.bps };
    this.encoder.configure(this.configured);
  }
}

/** What is sent of a camera's frame whose sides are odd: all but a line of pixels. */
function evenPart(source, { width, height }) {
  if (!(source instanceof VideoFrame) || (source.displayWidth === width && source.displayHeight === height)) return {};
  const { x, y, width: across, height: down } = source.visibleRect;
  const visibleRect = { x, y, width: across & ~1, height: down & ~1 };
  return { visibleRect, displayWidth: width, displayHeight: height };
}

function ideal(width, height, fps) {
  return Math.min(Math.max(Math.round(BITS_PER_PIXEL * width * height * (fps || 30)), LEAST_BPS), MOST_BPS);
}
