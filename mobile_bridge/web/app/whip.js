// WebRTC for browsers that do not encode H.264 by WebCodecs: WHIP, RFC 9725.

const RETRY_MS = 2000;

export class Whip {
  /** @param {() => string} bearer of the session, from the computer's welcome */
  constructor(bearer) {
    this.bearer = bearer;
    this.peer = null;
    this.place = '';
  }

  /** Whether pictures of this track are on their way. */
  get isOpen() {
    return Boolean(this.peer) && this.peer.connectionState === 'connected';
  }

  /** Send a track; one that is sent already goes on. */
  async open(track) {
    if (this.peer && this.track === track) return;
    this.close();
    this.track = track;
    const peer = new RTCPeerConnection();
    this.peer = peer;
    const sender = peer.addTransceiver(track, { direction: 'sendonly' });
    preferH264(sender);
    peer.onconnectionstatechange = () => {
      if (peer === this.peer && ['failed', 'disconnected'].includes(peer.connectionState)) this.again();
    };
    try {
      await peer.setLocalDescription();
      await gathered(peer);
      const answer = await fetch('/whip', {
        method: 'POST',
        headers: { 'Content-Type': 'application/sdp', Authorization: `Bearer ${this.bearer()}` },
        body: peer.localDescription.sdp,
      });
      if (answer.status !== 201) throw new Error(`WHIP: ${answer.status}`);
      this.place = answer.headers.get('Location');
      await peer.setRemoteDescription({ type: 'answer', sdp: await answer.text() });
    } catch {
      if (peer === this.peer) this.again();
    }
  }

  again() {
    const { track } = this;
    this.close();
    this.timer = setTimeout(() => track.readyState === 'live' && this.open(track), RETRY_MS);
  }

  close() {
    clearTimeout(this.timer);
    if (!this.peer) return;
    if (this.place) {
      const headers = { Authorization: `Bearer ${this.bearer()}` };
      fetch(this.place, { method: 'DELETE', keepalive: true, headers }).catch(() => {});
      this.place = '';
    }
    this.peer.close();
    this.peer = null;
  }
}

function preferH264(transceiver) {
  if (!transceiver.setCodecPreferences) return;
  const { codecs } = RTCRtpSender.getCapabilities('video');
  const rank = ({ mimeType }) => (/h264/i.test(mimeType) ? 0 : 1);
  transceiver.setCodecPreferences([...codecs].sort((one, other) => rank(one) - rank(other)));
}

function gathered(peer) {
  return new Promise((resolve) => {
    const check = () => peer.iceGatheringState === 'complete' && resolve();
    peer.onicegatheringstatechange = check;
    setTimeout(resolve, 1000);
    check();
  });
}
