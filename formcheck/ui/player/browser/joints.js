// Joints that are put where they are, by mouse, finger or arrow keys: the app then reads the measures of that frame anew.

const REACH_PX = 26; // from so far a finger still takes a joint
const STILL_PX = 2; // whoever moves it less has only chosen it

class Joints {
  constructor(root, player) {
    const $ = (selector) => root.querySelector(selector);
    Object.assign(this, { player, tool: $(".joints"), bar: $(".joint-bar"), select: $(".joint"), canvas: $(".marks"), isOn: false, isAsked: false, chosen: 0, anew: [] });
    this.tool.onclick = () => this.toggle();
    this.select.onchange = () => { this.choose(Number(this.select.value)); player.focus(); };
    $(".keep").onclick = () => this.keep();
    $(".leave").onclick = () => this.leave();
    this.canvas.addEventListener("pointerdown", (event) => this.take(event));
    this.canvas.addEventListener("pointermove", (event) => this.drag(event));
    this.canvas.addEventListener("pointerup", () => this.drop());
    this.canvas.addEventListener("pointercancel", () => { this.held = this.moved = undefined; this.redraw(); });
  }

  update(data) {
    this.anew = data.anew;
    this.data = data.joints;
    this.moved = undefined;
    this.tool.hidden = !data.can_correct || !data.annotated;
    if (this.tool.hidden) this.leave();
    if (this.data && this.packed !== this.data.points) {
      this.packed = this.data.points;
      this.points = unpacked(this.data.points, Int16Array);
      this.select.replaceChildren(...this.data.names.map((name, i) => new Option(name, i)));
    }
    if (this.data && this.isAsked) { this.isAsked = false; this.enter(); }
    this.redraw();
  }

  redraw() { this.player.marks.draw(); }

  // ---- choosing

  toggle() {
    if (this.tool.hidden) return;
    if (this.isOn) { this.leave(); return; }
    if (this.data) { this.enter(); return; }
    this.isAsked = true;
    this.player.say("Loading the joints.");
    this.player.trigger("joints", true);
  }

  enter() {
    const { player } = this;
    player.video.pause();
    if (player.marks.shape) player.draw(player.marks.shape);
    this.show(true);
    this.choose(this.chosen);
    player.root.scrollIntoView({ block: "start", behavior: "smooth" });
    player.focus();
  }

  leave() {
    if (!this.isOn) return;
    this.held = this.moved = undefined;
    this.show(false);
    this.player.focus();
  }

  show(isOn) {
    this.isOn = isOn;
    this.tool.setAttribute("aria-pressed", String(isOn));
    this.bar.hidden = !isOn;
    this.canvas.classList.toggle("correcting", isOn);
    this.redraw();
  }

  choose(number) {
    const count = this.data.names.length;
    this.chosen = (number + count) % count;
    this.moved = undefined;
    this.select.value = this.chosen;
    this.player.say(`${this.data.names[this.chosen]}: drag it, or move it with the arrow keys and keep it with Enter.`);
    this.redraw();
  }

  // ---- places, in shares of the picture

  place(number) {
    if (this.moved?.number === number && this.moved.index === this.player.index) return this.moved.at;
    const [width, height] = this.data.size;
    const put = this.now?.joints.find((one) => one.name === this.data.names[number]);
    if (put) return [put.at[0] / width, put.at[1] / height];
    const start = 2 * (this.player.index * this.data.names.length + number);
    const [x, y] = this.points.subarray(start, start + 2);
    return x === undefined || x === EMPTY ? null : [x * this.data.share, y * this.data.share];
  }

  // What was corrected in the frame that is shown.
  get now() { return this.anew.find((one) => one.index === this.player.index); }

  nearest(event) {
    const { marks } = this.player, box = this.canvas.getBoundingClientRect();
    const at = [event.clientX - box.left, event.clientY - box.top];
    const far = this.data.names.map((_, i) => {
      const place = this.place(i);
      return place ? Math.hypot(...marks.places([place])[0].map((px, axis) => px - at[axis])) : Infinity;
    });
    const found = far.indexOf(Math.min(...far));
    return far[found] <= REACH_PX ? found : null;
  }

  // ---- mouse and finger

  take(event) {
    if (!this.isOn) return;
    const found = this.nearest(event);
    if (found === null) return;
    event.preventDefault();
    this.choose(found);
    this.canvas.setPointerCapture(event.pointerId);
    const at = this.player.marks.toShare(event), place = this.place(found);
    this.held = { from: [event.clientX, event.clientY], off: [place[0] - at[0], place[1] - at[1]] };
    this.player.focus();
  }

  drag(event) {
    if (!this.held) return;
    const far = Math.hypot(event.clientX - this.held.from[0], event.clientY - this.held.from[1]);
    if (!this.moved && far <= STILL_PX) return;
    const at = this.player.marks.toShare(event);
    this.put([at[0] + this.held.off[0], at[1] + this.held.off[1]]);
  }

  drop() {
    if (!this.held) return;
    this.held = undefined;
    if (this.moved) this.keep();
  }

  // ---- keys

  press(key, shift) {
    const step = shift ? 10 : 1;
    const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    if (moves[key]) this.nudge(moves[key]);
    else if (key === "Enter") this.keep();
    else if (key === "," || key === ".") this.choose(this.chosen + (key === "." ? 1 : -1));
    else if (key === "Escape") this.escape();
    else return false;
    return true;
  }

  nudge([dx, dy]) {
    const place = this.place(this.chosen), [width, height] = this.data.size;
    if (!place) { this.player.say("Nobody was found in this frame."); return; }
    this.put([place[0] + dx / width, place[1] + dy / height]);
    this.player.say(`${this.data.names[this.chosen]} moved. Enter keeps it, Escape puts it back.`);
  }

  escape() {
    if (!this.moved) { this.leave(); return; }
    this.moved = undefined;
    this.player.say("Back where it was.");
    this.redraw();
  }

  put(at) {
    this.moved = { number: this.chosen, index: this.player.index, at: at.map((share) => Math.min(Math.max(share, 0), 1)) };
    this.redraw();
  }

  keep() {
    if (this.moved?.index !== this.player.index) { this.player.say("Nothing was moved in this frame."); return; }
    const { at, number, index } = this.moved, [width, height] = this.data.size;
    const name = this.data.names[number].replaceAll(" ", "_");
    const landmark = { name, x_px: Math.round(at[0] * width * 10) / 10, y_px: Math.round(at[1] * height * 10) / 10 };
    this.player.desk.send({ kind: "correct_landmark", target: { at_s: this.player.frames.times[index] }, landmark }, "");
  }

  // ---- drawing

  draw(ink) {
    const { marks } = this.player;
    if (!this.isOn || !this.data) { this.drawPut(ink); return; }
    const places = this.data.names.map((_, i) => this.place(i)).map((place) => place && marks.places([place])[0]);
    for (const [a, b] of this.data.bones) if (places[a] && places[b]) this.line(ink, places[a], places[b]);
    places.forEach((place, i) => { if (place) this.dot(ink, place, i); });
    if (places[this.chosen]) marks.write(ink, this.data.names[this.chosen], places[this.chosen]);
  }

  // Outside of this tool, only what was corrected is shown, in its frame.
  drawPut(ink) {
    const { size } = this.player.data?.joints ?? {}, { marks, data } = this.player;
    const [width, height] = size ?? data?.size ?? [];
    for (const { at } of width ? this.now?.joints ?? [] : []) this.square(ink, marks.places([[at[0] / width, at[1] / height]])[0], 6);
  }

  line(ink, from, to) {
    for (const [width, colour] of [[3, "#10141a"], [1.5, "#ffffff"]]) {
      Object.assign(ink, { lineWidth: width, strokeStyle: colour });
      ink.beginPath();
      ink.moveTo(...from);
      ink.lineTo(...to);
      ink.stroke();
    }
  }

  dot(ink, place, number) {
    const isPut = this.moved?.number === number || this.now?.joints.some((one) => one.name === this.data.names[number]);
    if (isPut) this.square(ink, place, number === this.chosen ? 8 : 6);
    else this.shape(ink, number === this.chosen ? "#ffd54a" : "#ffffff", () => ink.arc(...place, number === this.chosen ? 8 : 5, 0, 2 * Math.PI));
  }

  // What a person put is a square, not a dot: told apart without colour.
  square(ink, [x, y], half) { this.shape(ink, "#ffd54a", () => ink.rect(x - half, y - half, 2 * half, 2 * half)); }

  shape(ink, colour, path) {
    Object.assign(ink, { lineWidth: 2, strokeStyle: "#10141a", fillStyle: colour });
    ink.beginPath();
    path();
    ink.fill();
    ink.stroke();
  }
}
