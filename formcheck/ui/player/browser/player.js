// The player itself. Streamlit calls the exported function again with each run of the page; state that must survive that is
// kept with the elements.

const BLIND_STEP_S = 0.04; // where no frames are known
const SPEEDS = [0.1, 0.25, 0.5, 0.75, 1, 1.5, 2];
const PLAYER_KEYS = {
  Space: "Play or pause", "\u2190 \u2192": "One frame back, on", "Shift \u2190 \u2192": "Half a second back, on", "\u2191 \u2193": "Previous, next repetition",
  "[ ]": "Previous, next fault or caution", "- +": "Slower, faster", L: "Repeat this repetition", V: "Plain picture, or with what is drawn",
  "G I O": "Draw an angle, a line, a circle", M: "Next curve", "?": "These keys", Esc: "Leave",
};

class Player {
  constructor(parent) {
    const root = parent.querySelector(".player"), $ = (selector) => root.querySelector(selector);
    Object.assign(this, {
      root, video: $("video"), slider: $(".time"), clock: $(".clock"), speed: $(".speed"), loop: $(".loop"), plainButton: $(".plain"),
      jumps: $(".jumps"), kept: $(".kept"), help: $(".help"), trouble: $(".trouble"), said: $(".said"), playButton: $(".play"),
      stretch: 1, items: [], moments: [], time: 0, index: 0, current: "", isPlain: false, sought: 0,
    });
    this.timeline = new Timeline($(".timeline"), (t_s) => this.seek(t_s));
    this.plot = new Plot(root, (t_s) => this.seek(t_s));
    this.marks = new Marks($(".marks"), this.video, (text) => this.say(text), (mark) => this.keepMark(mark));
    this.desk = new Desk(root, this);
    this.joints = new Joints(root, this);
    this.marks.also = (ink) => this.joints.draw(ink);
    this.speed.replaceChildren(...SPEEDS.map((speed) => new Option(`${speed}\u00D7`, speed, speed === 1, speed === 1)));
    this.listen($);
  }

  listen($) {
    const { video } = this;
    this.playButton.onclick = () => this.play();
    $(".back").onclick = () => this.step(-1);
    $(".on").onclick = () => this.step(1);
    $(".keys").onclick = () => this.showHelp(this.help.hidden);
    this.help.querySelector("button").onclick = () => this.showHelp(false);
    this.slider.oninput = () => this.seek(Number(this.slider.value));
    this.speed.onchange = () => { video.playbackRate = Number(this.speed.value) * this.rate; };
    this.loop.onclick = () => this.press("l");
    this.plainButton.onclick = () => this.press("v");
    for (const tool of this.root.querySelectorAll(".tool")) tool.onclick = () => this.draw(tool.dataset.shape);
    this.root.onkeydown = (event) => this.onKey(event);
    video.onplay = video.onpause = () => this.showPlay();
    video.onloadedmetadata = () => this.onLength();
    video.onloadeddata = () => { this.trouble.hidden = true; this.marks.draw(); this.seek(this.sought); };
    video.onerror = () => this.onError();
    video.onended = () => { if (this.isLooping) { this.seek(this.item?.start_s ?? 0); video.play(); } };
    // The time of the very frame that is on the screen; the clock of the video runs between frames.
    if (video.requestVideoFrameCallback) {
      const onFrame = (_, { mediaTime }) => { this.onTime(mediaTime); video.requestVideoFrameCallback(onFrame); };
      video.requestVideoFrameCallback(onFrame);
    } else video.ontimeupdate = () => this.onTime(video.currentTime);
    // Of a film that is scrolled out of sight no frame is told of.
    video.onseeked = () => this.onTime(this.toMedia(this.begins(video.currentTime / this.rate)));
    this.showPlay();
  }

  update(data, trigger) {
    Object.assign(this, { data, trigger });
    if (data.stamp !== this.stamp) {
      Object.assign(this, { stamp: data.stamp, frames: new Frames(data), sought: 0, time: 0, index: 0, current: "", isPlain: false });
      this.slider.max = Math.max(this.frames.end_s, ...data.items.map((item) => item.end_s));
    }
    Object.assign(this, { items: data.items, moments: data.moments });
    this.frames.correct(data.anew);
    this.plainButton.hidden = !data.plain;
    this.load();
    this.timeline.update(data.items, data.moments, Number(this.slider.max));
    this.plot.update(this.frames, data.items);
    this.marks.all = [...data.marks, ...(data.desk ? [] : this.ownMarks)];
    this.listItems();
    this.listMarks();
    this.desk.update(data.desk);
    this.joints.update(data);
    this.select(this.current);
    this.onTime(this.toMedia(this.time));
    this.begin();
    this.turn ??= data.turn; // where it was sent before it came onto this page is over
    if (data.turn && data.turn !== this.turn) { this.turn = data.turn; this.jump(data.at_s); }
  }

  // A set at the desk opens at its first doubt, or else fault, ready for keys.
  begin() {
    if (this.begun === this.stamp) return;
    this.begun = this.stamp;
    if (!this.data.desk) return;
    const open = this.items.filter((item) => !item.is_settled && !item.is_removed);
    const first = open.find((item) => item.why.length) ?? open.find((item) => item.form === "fault");
    if (first) this.goTo(first, first.at_s);
    this.focus();
  }

  // ---- the picture

  get rate() { return this.isPlain ? this.stretch : 1; }
  toMedia(t_s) { return t_s * this.rate; }

  load() {
    const address = this.isPlain ? this.data.plain : this.data.annotated;
    // A set of Live has no film; its curves, and what was found, are reviewed without.
    for (const part of this.root.querySelectorAll(".stage video, .play, .tool, .speed")) part.hidden = !address;
    this.speed.parentNode.hidden = !address;
    this.root.querySelector(".stage").classList.toggle("filmless", !address);
    if (!address || this.video.dataset.address === address) return;
    this.sought = this.time;
    this.video.dataset.address = address;
    this.video.src = address;
    // A selfie is mirrored back where it is annotated; the clip itself still shows a mirror's picture.
    this.video.style.transform = this.isPlain && this.data.is_mirrored ? "scaleX(-1)" : "";
    this.marks.share = this.isPlain ? [1, 1] : this.data.picture;
  }

  // A clip in slow motion plays so much longer as it was filmed than annotated, in the times of the movement.
  onLength() {
    const longer = this.video.duration / this.frames.end_s;
    if (this.isPlain && Number.isFinite(longer)) this.stretch = Math.abs(longer - 1) < 0.05 ? 1 : longer;
    this.video.playbackRate = Number(this.speed.value) * this.rate;
  }

  onError() {
    if (this.isPlain) { this.press("v"); this.say("This browser cannot play the clip as it was filmed."); this.plainButton.hidden = true; return; }
    this.trouble.textContent = "The clip cannot be played: it is no longer kept, or the app was restarted. Reload the page.";
    this.trouble.hidden = false;
  }

  onTime(media_s) {
    this.time = media_s / this.rate;
    this.index = this.frames.at(this.time);
    if (this.index === this.aim) this.aim = undefined;
    if (!this.video.paused || this.going === undefined || this.frames.at(this.going) === this.index) this.going = undefined;
    this.slider.value = this.time;
    this.slider.setAttribute("aria-valuetext", clockText(this.time));
    const count = this.frames.times.length;
    this.clock.textContent = clockText(this.time) + (count ? `, frame ${this.index + 1} of ${count}` : "");
    this.plot.show(this.index);
    this.marks.show(this.time);
    if (this.isLooping && this.item && this.time >= this.item.end_s) this.seek(this.item.start_s);
    else if (!this.video.paused && !this.isLooping) this.follow();
    this.timeline.show(this.time, this.current);
  }

  // While it plays, the repetition that is on the screen is the chosen one.
  follow() {
    const now = this.items.find((item) => item.start_s <= this.time && this.time <= item.end_s);
    if (now && now.id !== this.current) this.select(now.id);
  }

  // The moment that a key means: the one that the film is on its way to, as keys come faster than frames.
  get now() {
    return this.going === undefined ? this.time : this.begins(this.going);
  }

  // When the frame of a moment begins.
  begins(t_s) { return this.frames.times[this.frames.at(t_s)] ?? t_s; }

  seek(t_s) {
    this.aim = undefined;
    this.sought = Math.min(Math.max(t_s, 0), this.frames.near(this.slider.max));
    this.going = this.data.annotated && this.video.paused ? this.sought : undefined;
    if (!this.data.annotated) this.onTime(this.sought);
    else if (this.video.readyState) this.video.currentTime = this.toMedia(this.sought);
  }

  jump(t_s) {
    this.video.pause();
    this.seek(this.frames.near(t_s));
    const there = this.items.find((item) => item.start_s - 0.001 <= t_s && t_s <= item.end_s + 0.001);
    if (there) this.select(there.id);
    this.root.scrollIntoView({ block: "start", behavior: "smooth" });
    this.focus();
  }

  step(by) {
    this.video.pause();
    if (!this.frames.times.length) { this.seek(this.time + by * BLIND_STEP_S); return; }
    // From where it goes to, not from where it still is: keys come faster than frames.
    const aim = Math.min(Math.max((this.aim ?? this.index) + by, 0), this.frames.times.length - 1);
    this.seek(this.frames.within(aim));
    this.aim = aim;
  }

  play() { this.aim = undefined; if (!this.data.annotated) return; if (this.video.paused) this.video.play(); else this.video.pause(); }
  showPlay() { this.playButton.textContent = this.video.paused ? "Play" : "Pause"; }
  focus() { this.root.focus({ preventScroll: true }); }
  say(text) { this.said.textContent = text; }

  // ---- repetitions

  get item() { return this.items.find((item) => item.id === this.current); }
  get isLooping() { return this.loop.getAttribute("aria-pressed") === "true"; }

  select(id) {
    this.current = id;
    for (const one of this.jumps.children) one.firstChild.setAttribute("aria-current", String(one.dataset.id === id));
    this.timeline.show(this.time, id);
    this.desk.show(this.item);
  }

  goTo(item, t_s = item.start_s) {
    this.video.pause();
    this.select(item.id);
    this.seek(this.frames.near(t_s));
    this.say(`${item.title}: ${item.stands}.${item.why.length ? ` ${item.why.join(" ")}` : ""}`);
  }

  neighbour(by) {
    const i = this.items.findIndex((item) => item.id === this.current) + by;
    if (this.items[i]) this.goTo(this.items[i]);
  }

  moment(by) {
    const all = this.moments.map(({ at_s }) => at_s).sort((a, b) => a - b), gap = 0.03;
    const next = by > 0 ? all.find((at_s) => at_s > this.time + gap) : all.findLast((at_s) => at_s < this.time - gap);
    if (next === undefined) { this.say("No other fault or caution there."); return; }
    this.video.pause();
    this.seek(this.frames.near(next));
    const { text } = this.moments.find(({ at_s }) => at_s === next);
    const there = this.items.find((item) => item.start_s <= next && next <= item.end_s);
    if (there) this.select(there.id);
    this.say(text);
  }

  nextDoubt() {
    const open = this.items.filter((item) => item.why.length && !item.is_settled);
    const i = this.items.findIndex((item) => item.id === this.current);
    const next = open.find((item) => this.items.indexOf(item) > i) ?? open[0];
    if (!next) this.say("Nothing doubtful is left in this set.");
    else this.goTo(next, next.at_s);
  }

  listItems() {
    const focused = this.jumps.getRootNode().activeElement?.parentNode?.dataset?.id;
    this.jumps.replaceChildren(...this.items.map((item) => {
      const holder = document.createElement("div");
      holder.setAttribute("role", "listitem");
      holder.dataset.id = item.id;
      const one = button([icon(item.form), item.title], () => this.goTo(item), { title: item.stands, "aria-label": `${item.title}: ${item.stands}` });
      one.classList.toggle("doubt", Boolean(item.why.length && !item.is_settled));
      one.classList.toggle("settled", item.is_settled);
      one.classList.toggle("gone", item.is_removed);
      holder.append(one);
      if (item.id === focused) queueMicrotask(() => one.focus({ preventScroll: true }));
      return holder;
    }));
  }

  // ---- drawing

  get ownMarks() { return JSON.parse(sessionStorage.getItem(`formcheck_marks_${this.stamp}`) ?? "[]"); }

  draw(shape) {
    this.video.pause();
    this.joints.leave();
    this.marks.choose(shape);
    this.showTools();
    this.focus();
  }

  showTools() {
    for (const tool of this.root.querySelectorAll(".tool")) tool.setAttribute("aria-pressed", String(tool.dataset.shape === this.marks.shape));
  }

  keepMark(mark) {
    this.marks.all = [...this.marks.all, mark];
    if (this.data.desk) this.trigger("decision", { kind: "comment", target: { ...this.item?.target, at_s: mark.at_s }, drawing: [mark], reason: `Drawn: ${this.marks.name(mark)}` });
    else sessionStorage.setItem(`formcheck_marks_${this.stamp}`, JSON.stringify([...this.ownMarks, mark]));
    this.showTools();
    this.listMarks();
  }

  listMarks() {
    this.kept.hidden = !this.marks.all.length;
    this.kept.replaceChildren(...this.marks.all.map((mark) => {
      const holder = document.createElement("div");
      holder.setAttribute("role", "listitem");
      holder.append(button(`${clockText(mark.at_s)} ${this.marks.name(mark)}`, () => { this.video.pause(); this.seek(mark.at_s); }));
      return holder;
    }));
  }

  // ---- keys

  showHelp(shown) {
    const keys = { ...PLAYER_KEYS, ...(this.data.desk ? DESK_KEYS : {}) };
    this.help.querySelector("dl").replaceChildren(...Object.entries(keys).flatMap(([key, what]) => [
      Object.assign(document.createElement("dt"), { textContent: key }), Object.assign(document.createElement("dd"), { textContent: what }),
    ]));
    this.help.hidden = !shown;
    if (shown) this.help.querySelector("button").focus();
    else this.focus();
  }

  onKey(event) {
    const target = event.composedPath()[0];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isChoosing = target.tagName === "SELECT" || (target.tagName === "INPUT" && target.type === "text");
    const presses = target.tagName === "BUTTON" && (event.key === " " || event.key === "Enter");
    if (isChoosing ? event.key !== "Escape" : presses) return;
    if (this.press(event.key.length === 1 ? event.key.toLowerCase() : event.key, event.shiftKey)) {
      event.preventDefault();
      event.stopPropagation();
    }
  }

  press(key, shift = false) {
    if (this.joints.isOn && this.joints.press(key, shift)) return true;
    if (this.marks.shape && this.drawKey(key, shift)) return true;
    const acts = {
      " ": () => this.play(), k: () => this.play(),
      ArrowLeft: () => (shift ? this.seek(this.now - 0.5) : this.step(-1)), ArrowRight: () => (shift ? this.seek(this.now + 0.5) : this.step(1)),
      ArrowUp: () => this.neighbour(-1), ArrowDown: () => this.neighbour(1), "[": () => this.moment(-1), "]": () => this.moment(1),
      Home: () => this.seek(0), End: () => this.seek(this.frames.end_s),
      "-": () => this.changeSpeed(-1), "+": () => this.changeSpeed(1), "=": () => this.changeSpeed(1),
      l: () => this.loop.setAttribute("aria-pressed", String(!this.isLooping)), v: () => this.swap(), d: () => this.nextDoubt(),
      g: () => this.draw("angle"), i: () => this.draw("line"), o: () => this.draw("circle"), m: () => this.nextCurve(),
      j: () => this.joints.toggle(),
      "?": () => this.showHelp(this.help.hidden), Escape: () => this.showHelp(false),
    };
    if (acts[key]) { acts[key](); return true; }
    return this.desk.press(key);
  }

  drawKey(key, shift) {
    const by = shift ? 0.05 : 0.01;
    const moves = { ArrowLeft: [-by, 0], ArrowRight: [by, 0], ArrowUp: [0, -by], ArrowDown: [0, by] };
    if (moves[key]) this.marks.move(...moves[key]);
    else if (key === "Enter") this.marks.point([...this.marks.cross]);
    else if (key === "Escape") { this.marks.choose(this.marks.shape); this.showTools(); }
    else return false;
    return true;
  }

  changeSpeed(by) {
    this.speed.selectedIndex = Math.min(Math.max(this.speed.selectedIndex + by, 0), SPEEDS.length - 1);
    this.speed.onchange();
    this.say(`Speed ${this.speed.value}.`);
  }

  swap() {
    if (!this.data.plain) return;
    this.isPlain = !this.isPlain;
    this.plainButton.setAttribute("aria-pressed", String(this.isPlain));
    this.load();
  }

  nextCurve() {
    const { select } = this.plot;
    if (!select.options.length) return;
    select.selectedIndex = (select.selectedIndex + 1) % select.options.length;
    this.plot.draw();
    this.say(select.selectedOptions[0].textContent);
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".player");
  root.__player ??= new Player(parentElement);
  root.__player.update(data, setTriggerValue);
}
