// The WebSocket to the computer: mobile_bridge/protocol.py says what goes over it. It comes back by itself.

const RETRY_MS = [250, 500, 1000];
const BUSY_MS = 5000;
const SILENT_MS = 6000; // the computer pings once a second
const [REJECTED, BUSY, PROTOCOL] = [4001, 4002, 4003];
const HEADER_BYTES = 16;
const [KEY, ENHANCED] = [1, 2];

/**
 * @fires welcome, with the computer's welcome
 * @fires message, with whatever else it says
 * @fires state, whenever `state` has changed
 */
export class Link extends EventTarget {
  /** @param {() => object|null} who the fields of hello, or null while the phone is not paired */
  constructor(who) {
    super();
    this.who = who;
    /** 'idle', 'connecting', 'open', 'gone' or 'refused' */
    this.state = 'idle';
    this.reason = '';
    this.nextTryMs = 0;
    this.sequence = 0;
    this.tries = 0;
    this.heardMs = 0;
    setInterval(() => this.watch(), 1000);
  }

  get isOpen() {
    return this.state === 'open';
  }

  /** Bytes that wait to be sent. */
  get waiting() {
    return this.socket ? this.socket.bufferedAmount : 0;
  }

  /** Connect now, whatever is planned. */
  connect() {
    clearTimeout(this.timer);
    const hello = this.who();
    if (!hello) return;
    this.drop();
    this.become('connecting');
    const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws`);
    socket.binaryType = 'arraybuffer';
    this.socket = socket;
    this.heardMs = performance.now();
    socket.onopen = () => this.send('hello', { version: 1, client: 'page', ...hello });
    socket.onmessage = (event) => this.hear(socket, event.data);
    socket.onclose = (event) => {
      if (socket === this.socket) this.lose(event.code);
    };
  }

  /** Say good-bye and stay away. */
  leave(reason = '') {
    clearTimeout(this.timer);
    this.send('bye');
    this.drop();
    this.reason = reason;
    this.become('idle');
  }

  send(type, fields = {}) {
    if (this.socket && this.socket.readyState === WebSocket.OPEN) {
      this.socket.send(JSON.stringify({ type, ...fields }));
    }
  }

  /** Send one access unit; `fill` copies it to where it is told to. */
  sendPicture({ key, enhanced, capturedUs, bytes, fill }) {
    const message = new ArrayBuffer(HEADER_BYTES + bytes);
    const header = new DataView(message);
    header.setUint8(0, 1);
    header.setUint8(1, (key ? KEY : 0) | (enhanced ? ENHANCED : 0));
    this.sequence = (this.sequence + 1) >>> 0;
    header.setUint32(4, this.sequence);
    header.setBigUint64(8, BigInt(Math.max(0, Math.round(capturedUs))));
    fill(new Uint8Array(message, HEADER_BYTES));
    this.socket.send(message);
  }

  hear(socket, text) {
    if (socket !== this.socket) return;
    this.heardMs = performance.now();
    const message = JSON.parse(text);
    if (message.type === 'ping') {
      this.send('pong', { id: message.id, clock_us: performance.now() * 1000 });
    } else if (message.type === 'welcome') {
      this.tries = 0;
      this.reason = '';
      this.tell('welcome', message);
      this.become('open');
      return;
    } else if (message.type === 'bye') {
      this.reason = message.reason;
    }
    this.tell('message', message);
  }

  /** Take a computer that has fallen silent for gone. */
  watch() {
    const silent = performance.now() - this.heardMs > SILENT_MS;
    if (silent && (this.state === 'open' || this.state === 'connecting')) {
      this.drop();
      this.lose(0);
    }
  }

  lose(code) {
    this.drop();
    if (code === REJECTED || code === PROTOCOL) {
      if (code === PROTOCOL) this.reason = 'protocol';
      this.become('refused');
      return;
    }
    const wait = code === BUSY ? BUSY_MS : RETRY_MS[Math.min(this.tries, RETRY_MS.length - 1)];
    this.tries += 1;
    this.nextTryMs = performance.now() + wait;
    this.timer = setTimeout(() => this.connect(), wait);
    if (code !== BUSY) this.reason = '';
    this.become(code === BUSY ? 'refused' : 'gone');
  }

  drop() {
    if (!this.socket) return;
    const { socket } = this;
    this.socket = null;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  become(state) {
    this.state = state;
    this.tell('state', state);
  }

  tell(kind, detail) {
    this.dispatchEvent(new CustomEvent(kind, { detail }));
  }
}
