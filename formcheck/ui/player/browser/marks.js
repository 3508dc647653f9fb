// Angles, lines and circles that are drawn on the picture and kept at a time. Points are shares of the picture.

const POINTS = { angle: 3, line: 2, circle: 2 };
const SHOWN_FOR_S = 0.25;

class Marks {
  constructor(canvas, video, say, keep) {
    Object.assign(this, { canvas, video, say, keep, all: [], points: [], shape: "", cross: [0.5, 0.5], now: 0, share: [1, 1] });
    canvas.onpointerdown = (event) => { if (this.shape) this.point(this.toShare(event)); };
    new ResizeObserver(() => this.draw()).observe(canvas);
  }

  // Where the picture is on the page: the video is fitted into its box, and an annotated one has a panel below.
  frame() {
    const { clientWidth: width, clientHeight: height } = this.canvas, { videoWidth, videoHeight } = this.video;
    const scale = Math.min(width / (videoWidth || 1), height / (videoHeight || 1));
    const size = [videoWidth * scale, videoHeight * scale];
    return { left: (width - size[0]) / 2, top: (height - size[1]) / 2, width: size[0] * this.share[0], height: size[1] * this.share[1] };
  }

  toShare(event) {
    const box = this.canvas.getBoundingClientRect(), frame = this.frame();
    return [(event.clientX - box.left - frame.left) / frame.width, (event.clientY - box.top - frame.top) / frame.height];
  }

  choose(shape) {
    Object.assign(this, { shape: this.shape === shape ? "" : shape, points: [], cross: [0.5, 0.5] });
    this.canvas.classList.toggle("drawing", Boolean(this.shape));
    if (this.shape) this.say(`${this.shape}: ${POINTS[this.shape]} points. Click, or arrow keys and Enter. Escape stops.`);
    this.draw();
  }

  move(dx, dy) {
    this.cross = [this.cross[0] + dx, this.cross[1] + dy].map((share) => Math.min(Math.max(share, 0), 1));
    this.draw();
  }

  point(place) {
    this.points.push(place.map((share) => Math.round(share * 1e4) / 1e4));
    if (this.points.length === POINTS[this.shape]) {
      const mark = { shape: this.shape, points: this.points, at_s: this.now };
      this.choose(this.shape);
      this.say(`Kept at ${clockText(mark.at_s)}: ${this.name(mark)}.`);
      this.keep(mark);
    }
    this.draw();
  }

  name(mark) { return mark.shape === "angle" ? `angle ${this.degrees(mark.points).toFixed(0)}\u00B0` : mark.shape; }

  degrees(points) {
    const frame = this.frame();
    const [a, b, c] = points.map(([x, y]) => [x * frame.width, y * frame.height]);
    const turn = Math.abs(Math.atan2(a[1] - b[1], a[0] - b[0]) - Math.atan2(c[1] - b[1], c[0] - b[0])) * (180 / Math.PI);
    return turn > 180 ? 360 - turn : turn;
  }

  show(t_s) { this.now = t_s; this.draw(); }

  draw() {
    const { canvas } = this, scale = window.devicePixelRatio || 1, ink = canvas.getContext("2d");
    canvas.width = canvas.clientWidth * scale;
    canvas.height = canvas.clientHeight * scale;
    ink.scale(scale, scale);
    this.also?.(ink);
    for (const mark of this.all) if (Math.abs(mark.at_s - this.now) <= SHOWN_FOR_S) this.trace(ink, mark);
    if (!this.shape) return;
    if (this.points.length) this.trace(ink, { shape: this.shape, points: this.points });
    const [[x, y]] = this.places([this.cross]);
    this.stroke(ink, () => { ink.moveTo(x - 9, y); ink.lineTo(x + 9, y); ink.moveTo(x, y - 9); ink.lineTo(x, y + 9); });
  }

  places(points) {
    const frame = this.frame();
    return points.map(([x, y]) => [frame.left + x * frame.width, frame.top + y * frame.height]);
  }

  trace(ink, mark) {
    const places = this.places(mark.points);
    this.stroke(ink, () => {
      if (mark.shape === "circle" && places.length === 2) {
        ink.arc(...places[0], Math.hypot(places[1][0] - places[0][0], places[1][1] - places[0][1]), 0, 2 * Math.PI);
      } else places.forEach((place, i) => ink[i ? "lineTo" : "moveTo"](...place));
    });
    for (const place of places) this.stroke(ink, () => ink.arc(...place, 3, 0, 2 * Math.PI));
    if (mark.shape === "angle" && places.length === 3) this.write(ink, `${this.degrees(mark.points).toFixed(0)}\u00B0`, places[1]);
  }

  // Dark below light, to be seen on any picture.
  stroke(ink, path) {
    for (const [width, colour] of [[5, "#10141a"], [2.5, "#ffffff"]]) {
      Object.assign(ink, { lineWidth: width, strokeStyle: colour, lineCap: "round" });
      ink.beginPath();
      path();
      ink.stroke();
    }
  }

  write(ink, text, [x, y]) {
    Object.assign(ink, { font: "700 16px sans-serif", lineWidth: 4, strokeStyle: "#10141a", fillStyle: "#ffffff" });
    ink.strokeText(text, x + 10, y - 8);
    ink.fillText(text, x + 10, y - 8);
  }
}
