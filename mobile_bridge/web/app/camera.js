// The phone's camera: which, how large, how fast, and what else it can do.

const DARK_FPS = { ideal: 20, max: 24 }; // Android then exposes for longer: less noise
const RETRY_MS = 2000;
const MUTED_MS = 1500; // the system takes the camera away for a moment when the phone is turned, say

/**
 * @fires change, when there is another track, or none
 */
export class Camera extends EventTarget {
  constructor() {
    super();
    this.track = null;
    this.stream = null;
    /** '', 'Muted', or the name of what went wrong: NotAllowedError, NotFoundError, NotReadableError, ... */
    this.problem = '';
    this.isAsking = false;
    this.wanted = null;
    this.extras = {};
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
      this.attend(turn);
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
    const { track } = this;
    if (!track) return;
    const { width, height, frameRate } = constraints(wanted);
    try {
      await track.applyConstraints({ width, height, frameRate });
      if (Object.keys(this.extras).length) await track.applyConstraints({ advanced: [this.extras] });
    } catch {
      if (track === this.track) await this.open(wanted);
    }
    this.tell();
  }

  /**
   * Set what some cameras have: torch, zoom, exposureCompensation.
   * @returns {Promise<boolean>} whether it is so now
   */
  async set(name, value) {
    if (!this.track) return false;
    const extras = { ...this.extras, [name]: value }; // what is not named is reset
    try {
      await this.track.applyConstraints({ advanced: [extras] });
      this.extras = extras;
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

  /** The system may end the camera, or take it away for a while: a call comes in, another app opens it. */
  attend(turn) {
    const { track } = this;
    track.onended = () => turn === this.turn && this.fail('NotReadableError');
    track.onmute = () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.become(turn, 'Muted'), MUTED_MS);
    };
    track.onunmute = () => {
      clearTimeout(this.timer);
      this.become(turn, '');
    };
  }

  become(turn, problem) {
    if (turn !== this.turn) return;
    this.problem = problem;
    this.tell();
  }

  fail(name) {
    this.release();
    this.isAsking = false;
    this.problem = name;
    if (name === 'NotAllowedError') {
      this.awaitLeave();
    } else if (name !== 'SecurityError') {
      this.timer = setTimeout(() => this.open(this.wanted), RETRY_MS);
    }
    this.tell();
  }

  /** Open by itself once the person has allowed the camera in the browser's settings. */
  async awaitLeave() {
    const { turn } = this;
    try {
      const leave = await navigator.permissions.query({ name: 'camera' });
      leave.onchange = () => leave.state === 'granted' && turn === this.turn && this.open(this.wanted);
    } catch {
      // this browser does not tell; there is a button
    }
  }

  release() {
    if (this.stream) this.stream.getTracks().forEach((track) => track.stop());
    this.stream = this.track = null;
    this.extras = {};
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
