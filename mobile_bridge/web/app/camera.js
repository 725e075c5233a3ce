// The phone's camera: which, how large, how fast, and what else it can do.

const DARK_FPS = { ideal: 20, max: 24 }; // Android then exposes for longer: less noise
const RETRY_MS = 2000;

/**
 * @fires change, when there is another track, or none
 */
export class Camera extends EventTarget {
  constructor() {
    super();
    this.track = null;
    this.stream = null;
    /** '', or the name of what went wrong: NotAllowedError, NotFoundError, NotReadableError, ... */
    this.problem = '';
    this.isAsking = false;
    this.wanted = null;
    this.turn = 0;
  }

  /** Width, height and rate as the track has them. */
  get settings() {
    return this.track ? this.track.getSettings() : {};
  }

  get abilities() {
    return this.track && this.track.getCapabilities ? this.track.getCapabilities() : {};
  }

  /**
   * Open it, or another one.
   * @param {{facing: string, lens: string, width: number, height: number, fps: number|'dark'}} wanted
   */
  async open(wanted) {
    this.wanted = wanted;
    clearTimeout(this.timer);
    const turn = ++this.turn;
    if (!navigator.mediaDevices) {
      this.fail('SecurityError');
      return;
    }
    this.release();
    this.isAsking = true;
    this.tell();
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ video: constraints(wanted), audio: false });
      if (turn !== this.turn) {
        stream.getTracks().forEach((track) => track.stop());
        return;
      }
      this.stream = stream;
      [this.track] = stream.getVideoTracks();
      this.track.onended = () => this.lose(turn);
      this.problem = '';
    } catch (error) {
      if (turn === this.turn) this.fail(error.name);
      return;
    } finally {
      if (turn === this.turn) this.isAsking = false;
    }
    this.tell();
  }

  /** Change size or rate while it runs; a browser that cannot opens it anew. */
  async change(wanted) {
    this.wanted = wanted;
    if (!this.track) return;
    const { width, height, frameRate } = constraints(wanted);
    try {
      await this.track.applyConstraints({ width, height, frameRate });
    } catch {
      await this.open(wanted);
    }
    this.tell();
  }

  /** Set what some cameras have: torch, zoom, exposureCompensation. */
  async set(name, value) {
    try {
      await this.track.applyConstraints({ advanced: [{ [name]: value }] });
      return true;
    } catch {
      return false;
    }
  }

  close() {
    this.turn += 1;
    clearTimeout(this.timer);
    this.release();
    this.isAsking = false;
    this.tell();
  }

  /** `[{id, label}]`, with labels once the camera was allowed. */
  async lenses() {
    if (!navigator.mediaDevices) return [];
    const devices = await navigator.mediaDevices.enumerateDevices();
    return devices
      .filter(({ kind, deviceId }) => kind === 'videoinput' && deviceId)
      .map(({ deviceId, label }) => ({ id: deviceId, label }));
  }

  lose(turn) {
    if (turn === this.turn) this.fail('NotReadableError');
  }

  fail(name) {
    this.release();
    this.isAsking = false;
    this.problem = name;
    if (name !== 'NotAllowedError' && name !== 'SecurityError') {
      this.timer = setTimeout(() => this.open(this.wanted), RETRY_MS);
    }
    this.tell();
  }

  release() {
    if (this.stream) this.stream.getTracks().forEach((track) => track.stop());
    this.stream = this.track = null;
  }

  tell() {
    this.dispatchEvent(new Event('change'));
  }
}

function constraints({ facing, lens, width, height, fps }) {
  const which = lens ? { deviceId: { exact: lens } } : { facingMode: { ideal: facing } };
  return {
    ...which,
    width: { ideal: width },
    height: { ideal: height },
    frameRate: fps === 'dark' ? DARK_FPS : { ideal: fps },
  };
}

/**
 * Call `each` with every frame and the moment, in ms of `performance.now()`, when it was taken, until the
 * function that is returned is called.
 * @param {(source: VideoFrame|HTMLVideoElement, width: number, height: number, timeMs: number) => void} each
 */
export function frames(track, video, each) {
  return 'MediaStreamTrackProcessor' in window ? fromTrack(track, each) : fromVideo(video, each);
}

/** Straight from the camera: no wait for the screen. */
function fromTrack(track, each) {
  const reader = new MediaStreamTrackProcessor({ track, maxBufferSize: 1 }).readable.getReader();
  let goesOn = true;
  (async () => {
    while (goesOn) {
      const { value: frame, done } = await reader.read();
      if (done) return;
      try {
        if (goesOn) each(frame, frame.displayWidth, frame.displayHeight, takenMs(frame));
      } finally {
        frame.close();
      }
    }
  })().catch(() => {});
  return () => {
    goesOn = false;
    reader.cancel().catch(() => {});
  };
}

function takenMs(frame) {
  const now = performance.now();
  const { captureTime } = frame.metadata ? frame.metadata() : {};
  return captureTime > 0 && captureTime <= now && captureTime > now - 1000 ? captureTime : now;
}

function fromVideo(video, each) {
  let goesOn = true;
  let shownS = -1;
  const step = (now, metadata) => {
    if (!goesOn) return;
    const isNew = metadata ? true : video.currentTime !== shownS;
    shownS = video.currentTime;
    if (isNew && video.videoWidth) {
      each(video, video.videoWidth, video.videoHeight, (metadata && metadata.captureTime) || now);
    }
    next();
  };
  const next = () => {
    if (video.requestVideoFrameCallback) video.requestVideoFrameCallback(step);
    else requestAnimationFrame((now) => step(now, null));
  };
  next();
  return () => {
    goesOn = false;
  };
}
