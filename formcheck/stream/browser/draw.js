// Draws a sketch: over the browser's own video the person and the angle, and beside it, in the panel, count and words.
// All positions come as shares of the frame; `unit` is about a thirtieth of its height.

const DARK = "rgb(16 20 26)", BONE = "rgb(222 232 240)", FAR_BONE = "rgb(132 150 166)";
const GO = "rgb(64 200 120)", WAIT = "rgb(255 184 28)";
// A digit of the countdown is half of the frame's height: a capital is 0.72 of its font.
const COUNTDOWN_SHARE = 0.6;

// Where head, trunk, arms and legs should be before a set, as strokes in shares of the frame.
const OUTLINES = {
  standing: {
    head: [0.5, 0.17],
    strokes: [[[0.5, 0.28], [0.5, 0.52]], [[0.42, 0.3], [0.58, 0.3]], [[0.42, 0.3], [0.38, 0.52]], [[0.58, 0.3], [0.62, 0.52]],
      [[0.46, 0.54], [0.45, 0.88]], [[0.54, 0.54], [0.55, 0.88]]],
  },
  sideways: {
    head: [0.5, 0.17],
    strokes: [[[0.5, 0.28], [0.5, 0.54]], [[0.5, 0.3], [0.51, 0.5]], [[0.5, 0.54], [0.5, 0.88]], [[0.5, 0.88], [0.56, 0.88]]],
  },
  lying: {
    head: [0.2, 0.62],
    strokes: [[[0.28, 0.66], [0.52, 0.68]], [[0.52, 0.68], [0.66, 0.68]], [[0.66, 0.68], [0.84, 0.7]], [[0.3, 0.68], [0.44, 0.74]]],
  },
};

// Resizes the canvas to the screen, and returns where in it the picture and the panel are.
function fit(canvas, video, panel) {
  const box = canvas.getBoundingClientRect(), dense = Math.min(window.devicePixelRatio || 1, 2);
  const width = Math.round(box.width * dense), height = Math.round(box.height * dense);
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const within = (element) => {
    const { left, top, width: w, height: h } = element.getBoundingClientRect();
    return { x: (left - box.left) * dense, y: (top - box.top) * dense, w: w * dense, h: h * dense };
  };
  const whole = within(video);
  // The video keeps its aspect ratio within its element.
  const scale = Math.min(whole.w / (video.videoWidth || whole.w), whole.h / (video.videoHeight || whole.h));
  const w = (video.videoWidth || whole.w) * scale, h = (video.videoHeight || whole.h) * scale;
  const picture = { x: whole.x + (whole.w - w) / 2, y: whole.y + (whole.h - h) / 2, w, h, unit: Math.max(9, Math.min(h, 1.25 * w) / 28) };
  return { picture, words: { ...within(panel), unit: Math.max(9, Math.min(height, 1.25 * width) / 28) } };
}

function line(c, points, colour, width) {
  c.strokeStyle = colour;
  c.lineWidth = width;
  c.beginPath();
  points.forEach(([x, y], i) => (i ? c.lineTo(x, y) : c.moveTo(x, y)));
  c.stroke();
}

function disc(c, [x, y], radius, colour, width = 0) {
  c.beginPath();
  c.arc(x, y, radius, 0, 2 * Math.PI);
  if (width) Object.assign(c, { strokeStyle: colour, lineWidth: width }), c.stroke();
  else c.fillStyle = colour, c.fill();
}

function font(c, size) { c.font = `700 ${Math.round(size)}px system-ui, sans-serif`; }

function outlinedText(c, text, x, y, size, colour) {
  font(c, size);
  c.lineWidth = Math.max(3, size / 8);
  c.strokeStyle = DARK;
  c.strokeText(text, x, y);
  c.fillStyle = colour;
  c.fillText(text, x, y);
}

function person(c, sketch, at, unit, colours) {
  const thick = Math.max(2, unit / 5);
  for (const [ax, ay, bx, by, , clear] of sketch.bones) if (clear) line(c, [at(ax, ay), at(bx, by)], DARK, 2 * thick);
  for (const [ax, ay, bx, by, far, clear] of sketch.bones) {
    line(c, [at(ax, ay), at(bx, by)], far ? FAR_BONE : BONE, clear ? thick : thick / 2);
  }
  for (const [x, y, verdict] of sketch.joints) {
    const radius = Math.max(5, unit / 2.2);
    disc(c, at(x, y), radius + 2, DARK);
    disc(c, at(x, y), radius, colours[verdict]);
    // A ring marks a fault for those who cannot distinguish the colours.
    if (verdict === "fault") disc(c, at(x, y), 2 * radius, DARK, radius / 2 + 3), disc(c, at(x, y), 2 * radius, colours.fault, radius / 2);
  }
}

function angle(c, found, at, unit, colours, mirrored) {
  const [x, y] = at(...found.at), colour = colours[found.verdict] ?? "#fff";
  let away = [1, 0];
  if (found.arms) {
    const [first, last, middle] = found.arms.map(([u, v]) => [mirrored ? -u : u, v]);
    away = middle;
    const start = Math.atan2(first[1], first[0]), turn = Math.atan2(last[1], last[0]) - start;
    const back = ((turn + 3 * Math.PI) % (2 * Math.PI)) - Math.PI < 0;
    for (const [shade, width] of [[DARK, unit / 4 + 3], [colour, unit / 4]]) {
      Object.assign(c, { strokeStyle: shade, lineWidth: width });
      c.beginPath();
      c.arc(x, y, 1.4 * unit, start, start + turn, back);
      c.stroke();
    }
  }
  Object.assign(c, { textAlign: "center", textBaseline: "middle" });
  outlinedText(c, found.text, x + 3.2 * unit * away[0], y + 2.6 * unit * away[1], 1.7 * unit, colour);
}

function outline(c, posture, at, box, ready) {
  const { head, strokes } = OUTLINES[posture];
  const colour = ready ? GO : WAIT, wide = 0.075 * box.h;
  c.save();
  c.globalAlpha = 0.45;
  c.lineCap = "round";
  for (const stroke of strokes) line(c, stroke.map(([x, y]) => [at(0.5, y)[0] + (x - 0.5) * box.h * (posture === "lying" ? box.w / box.h : 1), at(x, y)[1]]), colour, wide);
  disc(c, at(...head), 0.055 * box.h, colour);
  c.restore();
  const [x, y, far, reach] = [0.06 * box.w, 0.06 * box.h, 0.12 * box.h, 1];
  for (const [u, v] of [[0, 0], [1, 0], [0, 1], [1, 1]]) {
    const corner = [box.x + (u ? box.w - x : x), box.y + (v ? box.h - y : y)];
    line(c, [[corner[0] + (u ? -far : far) * reach, corner[1]], corner, [corner[0], corner[1] + (v ? -far : far) * reach]], colour, box.h / 110);
  }
}

function drawSketch({ canvas, video, panel }, sketch, { colours, posture }, mirrored) {
  const { picture: box, words: room } = fit(canvas, video, panel), c = canvas.getContext("2d");
  const plain = (x, y) => [box.x + x * box.w, box.y + y * box.h];
  // Words stay readable in a mirrored picture, and left and right stay the body's own.
  const at = mirrored ? (x, y) => plain(1 - x, y) : plain;
  c.clearRect(0, 0, canvas.width, canvas.height);
  Object.assign(c, { lineCap: "round", lineJoin: "round" });
  if (sketch.stage === "framing") outline(c, posture, plain, box, sketch.good);
  person(c, sketch, at, box.unit, colours);
  if (sketch.angle) angle(c, sketch.angle, at, box.unit, colours, mirrored);
  sketch.people.forEach(([l, t, r, b], i) => {
    const [[one, y], [other, bottom]] = [at(l, t), at(r, b)], x = Math.min(one, other), right = Math.max(one, other);
    Object.assign(c, { strokeStyle: "#fff", lineWidth: 2, textAlign: "center", textBaseline: "bottom" });
    c.strokeRect(x, y, right - x, bottom - y);
    outlinedText(c, String(i + 1), (x + right) / 2, Math.max(y, box.y + 2 * box.unit), 2 * box.unit, "#fff");
  });
  // Nobody is judged meanwhile.
  if (sketch.stage !== "working" && sketch.number) {
    Object.assign(c, { textAlign: "center", textBaseline: "middle" });
    outlinedText(c, sketch.number, box.x + box.w / 2, box.y + 0.42 * box.h, Math.min(COUNTDOWN_SHARE * box.h, 0.8 * box.w), "#fff");
  }
  drawPanel(c, sketch, room, colours);
}
