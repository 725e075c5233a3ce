// H.264 by WebCodecs, one access unit a picture, straight into the WebSocket. What would have to wait is not
// encoded: a picture that is dropped before the encoder costs nothing, one behind it costs a key frame.

const MOST_QUEUED = 1;
const QUEUE_S = 0.2; // of the bitrate may wait in the socket
const LEAST_QUEUE_BYTES = 48_000;
const [LEAST_BPS, MOST_BPS] = [300_000, 16_000_000];
const BITS_PER_PIXEL = 0.13;
const [DOWN, UP] = [0.8, 1.05];
// baseline, which nobody decodes with a delay; the level is what the size needs
const LEVELS = [[921_600, 'avc1.42001f'], [2_088_960, 'avc1.420028'], [8_912_896, 'avc1.420033']];

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
  const [, codec] = LEVELS.find(([pixels]) => width * height <= pixels) || LEVELS[LEVELS.length - 1];
  return { codec, width, height, framerate, bitrate, latencyMode: 'realtime', avc: { format: 'annexb' } };
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
    this.sent = 0;
    this.encodeMs = 0;
    this.capBps = MOST_BPS;
    this.bps = 0;
    this.wantsKey = true;
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
      this.steps = (this.steps || 0) + 1;
      return;
    }
    this.prepare(what);
    const timestamp = Math.round(timeMs * 1000);
    const frame = new VideoFrame(source, {
      timestamp, alpha: 'discard', visibleRect: { x: 0, y: 0, width: what.width, height: what.height },
    });
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
      this.encoder = new VideoEncoder({ output: (chunk) => this.send(chunk), error: () => this.key() });
      this.kind = '';
    }
    if (kind !== this.kind) {
      this.kind = kind;
      this.bps = Math.min(this.capBps, ideal(width, height, fps));
      this.configured = configuration(width, height, Math.round(fps) || 30, this.bps);
      this.encoder.configure(this.configured);
      this.wantsKey = true;
    }
    const stream = JSON.stringify({ ...what, codec: this.configured.codec });
    if (stream !== this.said) {
      this.said = stream;
      this.announce({ transport: 'ws', ...JSON.parse(stream) });
    }
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
    const wanted = Math.min(Math.max(this.bps * (this.steps ? DOWN : UP), LEAST_BPS), most);
    this.steps = 0;
    if (Math.abs(wanted - this.bps) < 0.04 * this.bps) return;
    this.bps = Math.round(wanted);
    this.configured = { ...this.configured, bitrate: this.bps };
    this.encoder.configure(this.configured);
  }
}

function ideal(width, height, fps) {
  return Math.min(Math.max(Math.round(BITS_PER_PIXEL * width * height * (fps || 30)), LEAST_BPS), MOST_BPS);
}
