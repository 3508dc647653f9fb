// Reads the number that is burnt into each picture of the camera, and when the overlay of that picture is on the screen.
(() => {
  const BITS = 10, CHECK = 2, BLOCKS = BITS + CHECK;
  const canvas = document.createElement("canvas");
  canvas.width = 1;
  canvas.height = BLOCKS * 4;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  const captured = new Map();
  const state = { delays_ms: [], shown: [], captured: 0, back: 0, last: -1, ready: false };

  const read = (video) => {
    const scale = video.videoHeight / 480;
    context.drawImage(video, video.videoWidth - 24 * scale, 96 * scale, 16 * scale, BLOCKS * 16 * scale, 0, 0, 1, BLOCKS * 4);
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

  const asked = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (wanted) => {
    const stream = await asked(wanted);
    const own = document.createElement("video");
    own.muted = true;
    own.srcObject = stream;
    await own.play();
    const next = (now, data) => {
      const value = read(own);
      state.captured += 1;
      if (value !== null) captured.set(value, data.captureTime ?? now);
      own.requestVideoFrameCallback(next);
    };
    own.requestVideoFrameCallback(next);
    return stream;
  };

  // What is drawn in one frame is on the screen when the next one begins.
  document.addEventListener("formcheck:drawn", ({ detail }) => requestAnimationFrame((now) => {
    const value = detail.number_seen;
    state.ready = true;
    if (value === null || !captured.has(value)) return;
    const delay = now - captured.get(value);
    if (delay < 0 || delay > 5000) return;
    const ahead = (value - state.last + CYCLE) % CYCLE;
    if (state.last >= 0 && ahead > CYCLE / 2) state.back += 1;
    state.last = value;
    state.delays_ms.push(delay);
  }));

  window.__probe = {
    get ready() { return state.ready; },
    clear() { Object.assign(state, { delays_ms: [], captured: 0, back: 0 }); },
    result() { return state; },
  };
})();
