// Reads the number that is burnt into each picture of the camera, and when the overlay of that picture is on the screen.
(() => {
  const BITS = 10, CHECK = 2, BLOCKS = BITS + CHECK;
  const captured = new Map();
  const state = { delays_ms: [], captured: 0, back: 0, last: -1, ready: false };

  // Brightness alone, of the few pixels that are read: to draw the picture somewhere takes a seventh of a processor.
  const read = async (video) => {
    const frame = new VideoFrame(video, { timestamp: 0 }), scale = frame.visibleRect.height / 480, even = (n) => 2 * Math.round(n / 2);
    const rect = { x: even(frame.visibleRect.width - 24 * scale), y: even(96 * scale), width: even(16 * scale), height: even(BLOCKS * 16 * scale) };
    const bytes = new Uint8Array(frame.allocationSize({ rect }));
    const [{ offset, stride }] = await frame.copyTo(bytes, { rect });
    frame.close();
    let code = 0;
    for (let i = 0; i < BLOCKS; i += 1) {
      const level = bytes[offset + stride * Math.round((i + 0.5) * 16 * scale) + rect.width / 2];
      code = (code << 1) | (level > 110 ? 1 : 0);
    }
    const value = code >> CHECK;
    let ones = 0;
    for (let rest = value; rest; rest >>= 1) ones += rest & 1;
    return ones % 4 === (code & 3) ? value : null;
  };

  // The page's own picture: another one would cost the machine as much again.
  let watched = null;
  const watch = (video) => {
    if (watched === video) return;
    watched = video;
    const next = (now, data) => {
      state.captured += 1;
      read(video).then((value) => { if (value !== null) captured.set(value, data.captureTime ?? now); });
      video.requestVideoFrameCallback(next);
    };
    video.requestVideoFrameCallback(next);
  };

  // When the camera delivered a picture; the browser leaves some out where it is busy, and those have their place in line.
  const since = (value, now) => {
    for (let back = 0; back < 30; back += 1) {
      const found = captured.get((value - back + CYCLE) % CYCLE);
      // A number comes again in each turn of the clip.
      if (found !== undefined && now - found < 5000) return found + (back * 1000) / 30;
    }
    return NaN;
  };

  // What is drawn in one frame is on the screen when the next one begins.
  const shown = (value, now) => {
    if (value === null) return;
    const delay = now - since(value, now);
    if (!(delay >= 0)) return;
    const ahead = (value - state.last + CYCLE) % CYCLE;
    if (state.last >= 0 && ahead > CYCLE / 2) state.back += 1;
    state.last = value;
    state.delays_ms.push(delay);
  };
  document.addEventListener("formcheck:drawn", (event) => {
    state.ready = true;
    watch(event.composedPath()[0].querySelector("video"));
    requestAnimationFrame((now) => shown(event.detail.number_seen, now));
  });

  window.__probe = {
    get ready() { return state.ready; },
    clear() { Object.assign(state, { delays_ms: [], captured: 0, back: 0 }); },
    result() { return state; },
  };
})();
