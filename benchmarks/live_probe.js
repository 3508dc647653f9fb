// Reads the number that is burnt into each picture, where the camera delivers it and where it is shown again.
(() => {
  const NUMBERED = 450, BITS = 10, CHECK = 2, BLOCKS = BITS + CHECK;
  const canvas = document.createElement("canvas");
  canvas.width = 1;
  canvas.height = BLOCKS * 4;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  const captured = new Map();
  const state = { video: null, delays_ms: [], seen: -1, captured: 0, back: 0 };

  const read = (video) => {
    const scale = video.videoHeight / 480;
    const x = video.videoWidth - 24 * scale;
    context.drawImage(video, x, 96 * scale, 16 * scale, BLOCKS * 16 * scale, 0, 0, 1, BLOCKS * 4);
    const pixels = context.getImageData(0, 0, 1, BLOCKS * 4).data;
    let code = 0;
    for (let i = 0; i < BLOCKS; i += 1) {
      const level = (pixels[(i * 4 + 1) * 4 + 1] + pixels[(i * 4 + 2) * 4 + 1]) / 2;
      code = (code << 1) | (level > 110 ? 1 : 0);
    }
    const value = code >> CHECK;
    let ones = 0;
    for (let rest = value; rest; rest >>= 1) ones += rest & 1;
    return ones % 4 === (code & 3) ? value : null;
  };

  const follow = (video, take) => {
    const next = (now, data) => {
      take(read(video), now, data);
      video.requestVideoFrameCallback(next);
    };
    video.requestVideoFrameCallback(next);
  };

  const shown = (value, now) => {
    if (value === null || value === state.seen || !captured.has(value)) return;
    // A picture that was shown before is not new: it tells of no delay, but is counted.
    if (state.seen >= 0 && (value - state.seen + NUMBERED) % NUMBERED > NUMBERED / 2) {
      state.back += 1;
      return;
    }
    state.seen = value;
    const delay = now - captured.get(value);
    if (delay >= 0 && delay < 5000) state.delays_ms.push(delay);
  };

  const asked = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (constraints) => {
    const other = CONSTRAINTS;
    const stream = await asked(other ? { ...constraints, video: other } : constraints);
    const own = document.createElement("video");
    own.muted = true;
    own.srcObject = new MediaStream(stream.getVideoTracks().map((track) => track.clone()));
    await own.play();
    follow(own, (value, now, data) => {
      state.captured += 1;
      if (value !== null) captured.set(value, data.captureTime ?? now);
    });
    const wait = setInterval(() => {
      const video = [...document.querySelectorAll("video")].find((one) => one.videoWidth && one.srcObject !== stream);
      if (!video) return;
      clearInterval(wait);
      state.video = video;
      follow(video, shown);
    }, 200);
    return stream;
  };

  window.__probe = {
    get video() { return state.video !== null; },
    clear() { state.delays_ms = []; state.captured = 0; state.back = 0; },
    result() { return { delays_ms: state.delays_ms, captured: state.captured, back: state.back }; },
  };
})();
