// Every frame of the camera, as it comes.

/**
 * Call `each` with every frame and the moment, in ms of `performance.now()`, when it was taken, until the
 * function that is returned is called.
 * @param {(source: VideoFrame|HTMLVideoElement, width: number, height: number, timeMs: number,
 *          isTurned: boolean) => void} each `isTurned`: an encoder would send the source lying on its side
 */
export function frames(track, video, each) {
  if (!('MediaStreamTrackProcessor' in window)) return fromVideo(video, each, false);
  let stop = fromTrack(track, each, () => {
    stop = fromVideo(video, each, true);
  });
  return () => stop();
}

/** Straight from the camera: no wait for the screen. A frame that is to be turned first is left to `turned`. */
function fromTrack(track, each, turned) {
  const reader = new MediaStreamTrackProcessor({ track, maxBufferSize: 1 }).readable.getReader();
  let goesOn = true;
  const stop = () => {
    goesOn = false;
    reader.cancel().catch(() => {});
  };
  (async () => {
    while (goesOn) {
      const { value: frame, done } = await reader.read();
      if (done) return;
      try {
        if (goesOn && (frame.rotation || frame.flip)) {
          stop();
          turned();
        } else if (goesOn) {
          each(frame, frame.displayWidth, frame.displayHeight, takenMs(frame), false);
        }
      } catch (error) {
        reportError(error); // one frame is lost, the next may do
      } finally {
        frame.close();
      }
    }
  })();
  return stop;
}

function takenMs(frame) {
  const now = performance.now();
  const { captureTime } = frame.metadata ? frame.metadata() : {};
  return captureTime > 0 && captureTime <= now && captureTime > now - 1000 ? captureTime : now;
}

/** From the page's video, which the browser has turned as the phone is held. */
function fromVideo(video, each, isTurned) {
  let goesOn = true;
  let shownS = -1;
  const step = (now, metadata) => {
    if (!goesOn) return;
    const isNew = metadata ? true : video.currentTime !== shownS;
    shownS = video.currentTime;
    if (isNew && video.videoWidth) {
      each(video, video.videoWidth, video.videoHeight, (metadata && metadata.captureTime) || now, isTurned);
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
