// How pictures leave: H.264 over the WebSocket, or WebRTC where a browser does not encode by itself.

import { Encoder, canEncode } from './encoder.js';
import { Whip } from './whip.js';

export class Sender {
  /** @param {import('./link.js').Link} link */
  constructor(link) {
    this.link = link;
    this.bearer = '';
    /** sha256 of the network's file, once it is known */
    this.model = '';
    this.encodes = false;
    this.encoder = new Encoder(link, (stream) => this.announce(stream));
    this.whip = new Whip(() => this.bearer);
    this.said = '';
    this.drawn = this.source = this.tapped = null;
  }

  /** Find out which way this browser can go. */
  async prepare() {
    this.encodes = await canEncode();
  }

  /** Another connection: it knows nothing of what was sent before. */
  restart(bearer = this.bearer) {
    this.bearer = bearer;
    this.encoder.restart();
    this.said = '';
  }

  /**
   * Send a picture, or drop it.
   * @param {HTMLCanvasElement|VideoFrame|HTMLVideoElement} picture of even sides
   * @param {{width: number, height: number, fps: number, enhanced: boolean, accelerator: string}} what
   * @param {number} timeMs when it was taken
   * @param {MediaStreamTrack} track the camera's, for WebRTC to send as it is
   */
  send(picture, what, timeMs, track) {
    if (this.encodes) {
      this.encoder.encode(picture, what, timeMs);
      return;
    }
    const said = JSON.stringify(what);
    if (said !== this.said) {
      this.said = said;
      this.announce({ transport: 'whip', codec: '', ...what });
    }
    this.whip.open(picture instanceof HTMLCanvasElement ? this.tap(picture) : track);
  }

  /** The canvas as a track that has the picture just drawn. */
  tap(canvas) {
    if (!this.drawn || this.tapped !== canvas) {
      this.tapped = canvas;
      const stream = canvas.captureStream(0);
      [this.drawn] = stream.getVideoTracks();
      this.source = this.drawn.requestFrame ? this.drawn : stream; // Firefox has it at the stream
    }
    this.source.requestFrame();
    return this.drawn;
  }

  announce(stream) {
    this.link.send('stream', { ...stream, model: this.model });
  }

  /** Pictures stop for now. */
  pause() {
    this.whip.close();
  }
}
