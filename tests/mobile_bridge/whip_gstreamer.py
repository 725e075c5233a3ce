"""A sender by WHIP that is not ours: GStreamer's webrtcbin. Run by the system's Python.

Usage: whip_gstreamer.py ENDPOINT BEARER PIPELINE

The pipeline ends in RTP. Says "connected" when pictures flow, and deletes its session when its input ends.
"""

# mypy: ignore-errors

import ssl
import sys
import threading
import urllib.request

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstSdp", "1.0")
gi.require_version("GstWebRTC", "1.0")
from gi.repository import GLib, Gst, GstSdp, GstWebRTC  # noqa: E402


class Sender:
    def __init__(self, endpoint, bearer, pipeline):
        self.endpoint = endpoint
        self.headers = {"Authorization": f"Bearer {bearer}", "User-Agent": "GStreamer/1"}
        self.loop = GLib.MainLoop()
        self.place = ""
        self.pipeline = Gst.parse_launch(
            f"webrtcbin name=peer bundle-policy=max-bundle {pipeline} ! peer.sink_0"
        )
        self.peer = self.pipeline.get_by_name("peer")
        transceiver = self.peer.emit("get-transceiver", 0)
        transceiver.set_property("direction", GstWebRTC.WebRTCRTPTransceiverDirection.SENDONLY)
        self.peer.connect("on-negotiation-needed", self.offer)
        self.peer.connect("notify::ice-gathering-state", self.gathered)
        self.peer.connect("notify::connection-state", self.connected)

    def run(self):
        threading.Thread(target=self.wait, daemon=True).start()
        self.pipeline.set_state(Gst.State.PLAYING)
        self.loop.run()
        if self.place:
            self.ask(self.place, "DELETE")
        self.pipeline.set_state(Gst.State.NULL)

    def wait(self):
        sys.stdin.read()
        GLib.idle_add(self.loop.quit)

    def offer(self, peer):
        def created(promise, *_unused):
            promise.wait()
            reply = promise.get_reply()  # owns the offer, and must outlive its use
            peer.emit("set-local-description", reply.get_value("offer"), Gst.Promise.new())

        peer.emit("create-offer", None, Gst.Promise.new_with_change_func(created, None))

    def gathered(self, peer, _name):
        complete = GstWebRTC.WebRTCICEGatheringState.COMPLETE
        if peer.get_property("ice-gathering-state") == complete and not self.place:
            threading.Thread(target=self.exchange, daemon=True).start()

    def exchange(self):
        text = self.peer.get_property("local-description").sdp.as_text()
        answer, headers = self.ask(self.endpoint, "POST", text)
        self.place = self.endpoint.removesuffix("/whip") + headers["Location"]
        _, message = GstSdp.SDPMessage.new_from_text(answer)
        description = GstWebRTC.WebRTCSessionDescription.new(GstWebRTC.WebRTCSDPType.ANSWER, message)
        self.peer.emit("set-remote-description", description, Gst.Promise.new())

    def connected(self, peer, _name):
        if peer.get_property("connection-state") == GstWebRTC.WebRTCPeerConnectionState.CONNECTED:
            print("connected", flush=True)

    def ask(self, url, method, body=""):
        headers = {**self.headers, "Content-Type": "application/sdp"}
        request = urllib.request.Request(url, body.encode() or None, headers, method=method)
        context = ssl._create_unverified_context()  # the bridge's certificate is its own
        ways = urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=context)
        with urllib.request.build_opener(*ways).open(request, timeout=10) as answer:
            return answer.read().decode(), answer.headers


Gst.init(None)
Sender(*sys.argv[1:]).run()
