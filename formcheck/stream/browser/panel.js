// Draws the panel beside or below the picture: count and cue of a set, and outside a set what to do. Nothing of it lies
// over the picture, where it would hide a face or a foot.

const PANEL = "rgb(8 12 18)", GREY = "rgb(190 198 206)";
// A digit of the count can be read from four metres: its font is so much of the panel's height, or of its width.
const COUNT_OF_HEIGHT = 0.44, COUNT_OF_WIDTH = 0.5, LINE = 1.12;
const LONGEST_WORDS = 6; // lines of words that say what to do

// Breaks text into at most so many lines, at the largest font size at which they fit the width and the height.
function wrapped(c, text, { largest, smallest, width, height, maxLines }) {
  for (let size = largest; ; size *= 0.94) {
    font(c, size);
    const lines = [];
    for (const word of text.split(" ")) {
      const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
      if (lines.length && c.measureText(longer).width <= width) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
    const fits = lines.length <= maxLines && lines.every((one) => c.measureText(one).width <= width);
    if (size <= smallest || (fits && LINE * size * lines.length <= height)) return { lines, size };
  }
}

function written(c, { lines, size }, x, y, colour) {
  font(c, size);
  Object.assign(c, { textAlign: "left", textBaseline: "top", fillStyle: colour });
  lines.forEach((one, i) => c.fillText(one, x, y + LINE * size * i));
}

// The count with its target below it, in the panel's upper part, or in the left one of a low panel; returns what is left.
function counter(c, sketch, room) {
  const gap = room.unit / 2, isWide = room.w > 1.2 * room.h, width = (isWide ? 0.4 : 1) * room.w - 2 * gap;
  const below = wrapped(c, sketch.below, { largest: 1.5 * room.unit, smallest: 0.7 * room.unit, width, height: 0.3 * room.h, maxLines: 3 });
  const lower = sketch.below ? LINE * below.size * below.lines.length : 0;
  let size = isWide ? Math.min(room.h - 2 * gap - lower, COUNT_OF_WIDTH * room.w) : Math.min(COUNT_OF_HEIGHT * room.h, 0.85 * room.w);
  font(c, size);
  size *= Math.min(1, width / c.measureText(sketch.number).width);
  font(c, size);
  Object.assign(c, { textAlign: "left", textBaseline: "alphabetic", fillStyle: "#fff" });
  c.fillText(sketch.number, room.x + gap, room.y + gap + 0.73 * size);
  const bottom = gap + 0.8 * size;
  if (sketch.below) written(c, below, room.x + gap, room.y + bottom, GREY);
  if (isWide) return { ...room, x: room.x + 0.4 * room.w, w: 0.6 * room.w };
  return { ...room, y: room.y + bottom + lower, h: room.h - bottom - lower };
}

// Words with a bar in their colour; the colour adds nothing to the words.
function told(c, text, colour, largest, room) {
  const gap = room.unit / 2, bar = room.unit / 2, width = room.w - bar - 3 * gap;
  const laid = wrapped(c, text, { largest, smallest: 0.7 * room.unit, width, height: room.h - 3 * gap, maxLines: LONGEST_WORDS });
  c.fillStyle = colour;
  c.fillRect(room.x + gap, room.y + gap, bar, LINE * laid.size * laid.lines.length + gap);
  written(c, laid, room.x + 2 * gap + bar, room.y + 1.5 * gap, "#fff");
}

function drawPanel(c, sketch, room, colours) {
  c.fillStyle = PANEL;
  c.fillRect(room.x, room.y, room.w, room.h);
  const left = sketch.stage === "working" ? counter(c, sketch, room) : room, { text, verdict } = sketch.cue ?? {};
  // A sign says the same as the colour of a fault.
  if (text) told(c, (verdict === "fault" ? "!\u00a0" : "") + text, colours[verdict], (verdict === "not_judged" ? 1.4 : 3) * room.unit, left);
  else if (sketch.words) told(c, sketch.words, sketch.good ? GO : WAIT, 3 * room.unit, left);
}
