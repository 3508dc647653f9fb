// Draws a sketch over the browser's own video: the person, the angle, and numbers that can be read from four metres.
// All positions come as shares of the frame; `unit` is about a thirtieth of its height.

const DARK = "rgb(16 20 26)", SHADE = "rgb(8 12 18 / 72%)", BONE = "rgb(222 232 240)", FAR_BONE = "rgb(132 150 166)";
const GO = "rgb(64 200 120)", WAIT = "rgb(255 184 28)";
// A digit of the count is a fifth of the frame's height, one of the countdown half of it: a capital is 0.72 of its font.
const COUNT_SHARE = 0.3, COUNTDOWN_SHARE = 0.6, WORDS_SHARE = 0.13, LEAST_WORDS_SHARE = 0.075;

// A picture that is less high than this share of the screen leaves room for numbers and words.
const FREE_SHARE = 0.6;

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

// Resizes the canvas to the screen, and returns where in it the video is.
function fit(canvas, video) {
  const box = canvas.getBoundingClientRect(), dense = Math.min(window.devicePixelRatio || 1, 2);
  const width = Math.round(box.width * dense), height = Math.round(box.height * dense);
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  // The video keeps its aspect ratio within the canvas.
  const scale = Math.min(width / (video.videoWidth || width), height / (video.videoHeight || height));
  const w = (video.videoWidth || width) * scale, h = (video.videoHeight || height) * scale;
  return { x: (width - w) / 2, y: (height - h) / 2, w, h, unit: Math.max(9, Math.min(h, 1.25 * w) / 28) };
}

// Where numbers and words go: over the picture, or over the whole screen where the picture leaves most of it free, as on
// a phone held upright whose camera films across.
function around({ width, height }, box) {
  if (box.h > FREE_SHARE * height) return box;
  return { x: 0, y: 0, w: width, h: height, unit: Math.max(9, Math.min(height, 1.25 * width) / 28) };
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

// Breaks text into at most so many lines, at the largest font size at which they fit the width.
function wrapped(c, text, largest, smallest, width, maxLines) {
  for (let size = largest; ; size *= 0.92) {
    font(c, size);
    const lines = [];
    for (const word of text.split(" ")) {
      const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
      if (lines.length && c.measureText(longer).width <= width) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    const fits = lines.length <= maxLines && lines.every((one) => c.measureText(one).width <= width);
    if (size <= smallest || fits) return { lines, size };
  }
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

// Words across the lower part, as large as they fit, with a green or amber bar; the colour adds nothing to the words.
function banner(c, text, good, box) {
  const room = box.w - 2 * box.unit, portrait = box.h > box.w;
  let laid = wrapped(c, text, WORDS_SHARE * box.h, LEAST_WORDS_SHARE * box.h, room, 1);
  if (laid.lines.length > 1) laid = wrapped(c, text, (portrait ? 0.6 : 0.9) * WORDS_SHARE * box.h, 8, room, portrait ? 3 : 2);
  const { lines, size } = laid, tall = 1.12 * size, top = box.y + box.h - tall * lines.length - 0.5 * size;
  // Transparent, because the feet are behind it.
  c.fillStyle = "rgb(8 12 18 / 45%)";
  c.fillRect(box.x, top, box.w, box.y + box.h - top);
  c.fillStyle = good ? GO : WAIT;
  c.fillRect(box.x, top, box.w, box.h / 60);
  Object.assign(c, { textAlign: "center", textBaseline: "top" });
  lines.forEach((one, i) => outlinedText(c, one, box.x + box.w / 2, top + 0.3 * size + i * tall, size, "#fff"));
}

function counter(c, sketch, box) {
  const size = Math.min(COUNT_SHARE * box.h, 0.42 * box.w), gap = box.unit / 2, room = box.w - 4 * gap;
  font(c, size);
  const width = c.measureText(sketch.number).width;
  let small = Math.max(1.3 * box.unit, 14);
  font(c, small);
  small *= Math.min(1, room / Math.max(1, c.measureText(sketch.below).width));
  font(c, small);
  const wide = Math.max(width, sketch.below ? c.measureText(sketch.below).width : 0) + 2 * gap;
  const tall = 0.78 * size + (sketch.below ? 1.3 * small : 0) + 2 * gap;
  c.fillStyle = SHADE;
  c.fillRect(box.x + gap, box.y + gap, wide, tall);
  Object.assign(c, { textAlign: "center", textBaseline: "alphabetic", fillStyle: "#fff" });
  font(c, size);
  c.fillText(sketch.number, box.x + gap + wide / 2, box.y + 2 * gap + 0.73 * size);
  font(c, small);
  c.fillText(sketch.below, box.x + gap + wide / 2, box.y + 1.5 * gap + 0.78 * size + small);
  return { right: gap + wide, bottom: gap + tall };
}

// One cue, beside the count, or below it in a narrow frame, with a bar in its colour and a sign that says the same.
function cue(c, { text, verdict }, taken, box, colours) {
  const gap = box.unit / 2, beside = box.w - taken.right - 2 * gap, wide = beside > 0.45 * box.w && box.w > box.h;
  const left = box.x + (wide ? taken.right + gap : gap), top = box.y + (wide ? gap : taken.bottom + gap);
  const bar = box.unit / 2, room = (wide ? beside : box.w - 2 * gap) - bar - 2 * gap;
  const said = (verdict === "fault" ? "! " : "") + text;
  const { lines, size } = wrapped(c, said, (verdict === "not_judged" ? 1.4 : 3.4) * box.unit, box.unit, room, 3);
  const tall = 1.12 * size * lines.length + 2 * gap;
  c.fillStyle = SHADE;
  c.fillRect(left, top, room + bar + 2 * gap, tall);
  c.fillStyle = colours[verdict];
  c.fillRect(left, top, bar, tall);
  Object.assign(c, { textAlign: "left", textBaseline: "top", fillStyle: "#fff" });
  font(c, size);
  lines.forEach((one, i) => c.fillText(one, left + bar + gap, top + gap + 1.12 * size * i));
}

function drawSketch(canvas, video, sketch, { colours, posture }, mirrored) {
  const box = fit(canvas, video), c = canvas.getContext("2d");
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
  const hud = around(canvas, box);
  if (sketch.stage === "working") {
    const taken = counter(c, sketch, hud);
    // Where there is room above and below the picture, the count stands above it and the cue below.
    if (sketch.cue) cue(c, sketch.cue, hud === box ? taken : { ...taken, bottom: box.y + box.h }, hud, colours);
  } else if (sketch.number) {
    Object.assign(c, { textAlign: "center", textBaseline: "middle" });
    outlinedText(c, sketch.number, hud.x + hud.w / 2, hud.y + 0.42 * hud.h, Math.min(COUNTDOWN_SHARE * hud.h, 0.8 * hud.w), "#fff");
  }
  if (sketch.words) banner(c, sketch.words, sketch.good, hud);
}
