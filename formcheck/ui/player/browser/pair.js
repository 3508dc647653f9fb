// Two clips, driven by the first: the second is always at the moment of its repetition that belongs to what the first shows.

const PAIR_SPEEDS = [0.1, 0.25, 0.5, 0.75, 1, 1.5, 2];
const APART_S = 0.12; // beyond it the second clip is set right at once, below by its speed
const SAME_S = 0.002; // a seek lands so near
const RATES = [0.0625, 16]; // what browsers play

class Pair {
  constructor(parent) {
    const root = parent.querySelector(".pair"), $ = (selector) => root.querySelector(selector);
    Object.assign(this, { root, one: $(".one"), other: $(".other"), slider: $(".time"), speed: $(".speed"), playButton: $(".play"), clock: $(".clock") });
    this.captions = [...root.querySelectorAll("figcaption")];
    this.speed.replaceChildren(...PAIR_SPEEDS.map((speed) => new Option(`${speed}\u00D7`, speed, speed === 0.5, speed === 0.5)));
    this.speed.onchange = () => this.pace();
    this.playButton.onclick = () => this.play();
    $(".back").onclick = () => this.step(-1);
    $(".on").onclick = () => this.step(1);
    this.slider.oninput = () => this.seek(Number(this.slider.value));
    this.one.onplay = this.one.onpause = () => this.showPlay();
    this.one.onended = () => this.other.pause();
    this.one.onloadedmetadata = () => root.style.setProperty("--shape", `${this.one.videoWidth} / ${this.one.videoHeight}`);
    for (const video of [this.one, this.other]) video.onloadeddata = () => this.seek(this.sought ?? 0);
    root.onkeydown = (event) => this.onKey(event);
    const onFrame = (_, { mediaTime }) => { this.onTime(mediaTime); this.one.requestVideoFrameCallback(onFrame); };
    if (this.one.requestVideoFrameCallback) this.one.requestVideoFrameCallback(onFrame);
    else this.one.ontimeupdate = () => this.onTime(this.one.currentTime);
    this.showPlay();
  }

  update(data) {
    this.pairs = data.pairs;
    this.other.style.transform = data.isMirrored ? "scaleX(-1)" : "";
    if (data.stamp === this.stamp) return;
    Object.assign(this, { stamp: data.stamp, frames: new Frames(data), sought: data.pairs[0]?.[0] ?? 0 });
    [this.one.src, this.other.src] = data.films;
    this.captions.forEach((caption, i) => { caption.textContent = data.names[i]; });
    this.slider.max = this.frames.end_s;
  }

  // The stretch between two paired moments that a time of the first clip is in.
  stretch(t_s) {
    const i = this.pairs.findIndex(([ours]) => ours > t_s);
    return i > 0 ? [this.pairs[i - 1], this.pairs[i]] : null;
  }

  theirs(t_s) {
    const found = this.stretch(t_s);
    if (!found) return this.pairs.length ? (t_s < this.pairs[0][0] ? this.pairs[0] : this.pairs.at(-1))[1] : t_s;
    const [[a, b], [c, d]] = found;
    return b + ((t_s - a) / (c - a)) * (d - b);
  }

  onTime(t_s) {
    this.time = t_s;
    this.slider.value = t_s;
    this.clock.textContent = `${clockText(t_s)} and ${clockText(this.theirs(t_s))}`;
    this.follow();
  }

  follow() {
    const wanted = this.theirs(this.time), off = wanted - this.other.currentTime;
    const found = this.one.paused ? null : this.stretch(this.time);
    // Between two repetitions a sample stays where it is, and then begins again.
    const stays = !found || found[1][1] <= found[0][1];
    if (stays ? Math.abs(off) > SAME_S : Math.abs(off) > APART_S) this.other.currentTime = wanted;
    if (stays) { this.other.pause(); return; }
    const [[a, b], [c, d]] = found, rate = (this.one.playbackRate * (d - b)) / (c - a);
    this.other.playbackRate = Math.min(Math.max(rate * (1 + off), RATES[0]), RATES[1]);
    if (this.other.paused) this.other.play().catch(() => {});
  }

  seek(t_s) {
    this.sought = Math.min(Math.max(t_s, 0), this.frames.end_s);
    this.time = this.sought;
    if (this.one.readyState) this.one.currentTime = this.sought;
    if (this.other.readyState) this.other.currentTime = this.theirs(this.sought);
  }

  step(by) { this.one.pause(); this.seek(this.frames.within(this.frames.at(this.time) + by)); }
  pace() { this.one.playbackRate = Number(this.speed.value); }

  play() {
    this.pace();
    if (this.one.paused) this.one.play();
    else { this.one.pause(); this.other.pause(); }
  }

  showPlay() { this.playButton.textContent = this.one.paused ? "Play" : "Pause"; }

  onKey(event) {
    const target = event.composedPath()[0];
    if (event.ctrlKey || event.metaKey || event.altKey || target.tagName === "SELECT") return;
    if (target.tagName === "BUTTON" && (event.key === " " || event.key === "Enter")) return;
    const acts = {
      " ": () => this.play(), ArrowLeft: () => this.step(-1), ArrowRight: () => this.step(1),
      "-": () => this.change(-1), "+": () => this.change(1), Home: () => this.seek(0),
    };
    if (!acts[event.key]) return;
    event.preventDefault();
    acts[event.key]();
  }

  change(by) {
    this.speed.selectedIndex = Math.min(Math.max(this.speed.selectedIndex + by, 0), PAIR_SPEEDS.length - 1);
    this.pace();
  }
}

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".pair");
  root.__pair ??= new Pair(parentElement);
  root.__pair.update(data);
}
