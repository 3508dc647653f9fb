// The live video, its buttons, captions and notices. Streamlit calls the exported function again with each refresh of the
// page; state that must survive that is kept with the elements.

const NEXT = { framing: "start_now", countdown: "start_now", working: "end_set", rest: "skip_rest" };
const SILENT_AFTER_S = 8; // an app that sends nothing for so long is gone
const CONNECTS_WITHIN_S = 20;
const ANSWERS_WITHIN_MS = 8000; // trying the pose models out takes some seconds of it on a slow machine
const SUMMARY_AFTER_MS = 2500; // time to read that all sets are done, before the summary replaces it
const KEPT = "formcheck_set", MIRRORED = "formcheck_mirrored";

class Live {
  constructor(root) {
    const $ = (selector) => root.querySelector(selector);
    Object.assign(this, {
      screen: $(".screen"), video: $("video"), canvas: $("canvas"), panel: $(".panel"), caption: $(".caption"), notice: $(".notice"),
      startButton: $(".start"), nextButton: $(".next"), stopButton: $(".stop"), fullButton: $(".full"),
      trialButton: $(".trial"), leaveButton: $(".leave"), whichName: $(".which span"), mirrorName: $(".mirror span"), which: $(".which"), select: $("select"), mirror: $(".mirror input"),
    });
    this.awake = new WakeLock();
    this.voice = new BrowserVoice(() => this.show());
    Object.assign(this, { link: null, stream: null, problem: "", trouble: "", stage: "", soFar: "", received_ms: 0 });
    this.startButton.onclick = () => this.start();
    this.stopButton.onclick = () => this.stop();
    this.nextButton.onclick = () => this.link?.nextStage();
    this.fullButton.onclick = () => this.fill();
    this.leaveButton.onclick = () => this.unfill();
    document.addEventListener("fullscreenchange", () => this.show());
    document.addEventListener("keydown", ({ key }) => { if (key === "Escape") this.unfill(); });
    this.mirror.onchange = () => { localStorage.setItem(MIRRORED, this.mirror.checked ? "yes" : "no"); this.show(); };
    this.mirror.checked = localStorage.getItem(MIRRORED) !== "no";
    this.trialButton.onclick = () => { this.voice.report(""); this.voice.say({ text: said("trial_words"), kind: "count" }); };
    document.addEventListener("visibilitychange", () => this.show());
    window.addEventListener("pagehide", () => this.release());
    this.timer = setInterval(() => this.check(), 1000);
    this.listCameras();
  }

  // ---- from the page

  update(data, trigger) {
    Object.assign(this, { data, trigger });
    this.voice.choices = data.voice;
    this.name();
    if (this.link && data.answer?.id === this.link.id) {
      if (data.answer.sdp) this.link.accept(data.answer.sdp);
      else this.end("");
    }
    if (this.link && data.over === this.link.id) this.end(this.problem || said("network_lost"));
    if (!this.link && !this.problem && data.over) sessionStorage.removeItem(KEPT);
    this.show();
    // Once: whoever came here by keys goes on with one.
    if (data.focus && !this.focused) this.startButton.focus();
    this.focused = true;
  }

  // ---- camera and connection

  async start() {
    if (this.stream) return;
    Object.assign(this, { problem: "", trouble: "", stage: "", soFar: "", drawnBefore: false });
    this.startButton.disabled = true;
    // Phones speak only after something was spoken on a touch.
    window.speechSynthesis?.speak(new SpeechSynthesisUtterance(""));
    try {
      this.stream = await openCamera(this.select.value);
      const [track] = this.stream.getVideoTracks();
      track.onended = () => this.stop(said("unplugged"));
      // As in a mirror where the camera faces the user, until the user chooses.
      if (!localStorage.getItem(MIRRORED)) this.mirror.checked = track.getSettings().facingMode !== "environment";
      this.awake.keep();
      this.video.srcObject = this.stream;
      this.link = new Link(this.stream, this.data.ice, {
        sketch: (sketch) => this.onSketch(sketch), words: (words) => this.onWords(words), state: (state) => this.onState(state),
      });
      Object.assign(this, { begun_ms: performance.now(), received_ms: 0 });
      this.show();
      this.offer(await this.link.offer());
      this.listCameras();
    } catch (error) {
      this.end(error.userMessage ?? failureOf(error));
    }
    this.startButton.disabled = false;
    this.show();
  }

  offer(offered) {
    this.offered_ms = performance.now();
    this.trigger("offer", offered);
  }

  // What is sent while the page is being run may get lost.
  offerAgain() {
    const offered = this.link?.offered;
    if (offered && !this.link.isAnswered && performance.now() - this.offered_ms > ANSWERS_WITHIN_MS) this.offer(offered);
  }

  stop(problem = "") {
    const id = this.link?.id;
    this.end(problem);
    if (id) this.trigger("stop", id);
  }

  release() {
    clearTimeout(this.ending);
    this.stream?.getTracks().forEach((track) => { track.onended = null; track.stop(); });
    this.link?.close();
    Object.assign(this, { stream: null, link: null });
    this.video.srcObject = null;
    this.awake.release();
    this.unfill();
  }

  // ---- full screen, also on phones that give it to no element

  async fill() {
    const refused = () => this.screen.classList.add("filled");
    if (this.screen.requestFullscreen) await this.screen.requestFullscreen().catch(refused);
    else refused();
    this.show();
  }

  unfill() {
    if (document.fullscreenElement) document.exitFullscreen();
    this.screen.classList.remove("filled");
    this.show();
  }

  get isFilled() { return document.fullscreenElement !== null || this.screen.classList.contains("filled"); }

  end(problem) {
    this.release();
    Object.assign(this, { problem, trouble: "", stage: "", ending: 0 });
    this.setCaption("");
    this.show();
  }

  onSketch(sketch) {
    this.received_ms = performance.now();
    if (!this.stream) return;
    if (!this.drawnBefore) this.screen.scrollIntoView({ block: "start", behavior: "smooth" });
    this.drawnBefore = true;
    drawSketch(this, sketch, this.data, this.mirror.checked);
    this.screen.dispatchEvent(new CustomEvent("formcheck:drawn", { detail: sketch, bubbles: true, composed: true }));
  }

  onWords({ say, stage, caption, so_far, send }) {
    this.received_ms = performance.now();
    Object.assign(this, { stage, soFar: so_far || this.soFar });
    say.forEach((one) => this.voice.say(one));
    this.setCaption(caption);
    // Kept in this tab, so that it survives a restart of the app.
    if (so_far) sessionStorage.setItem(KEPT, so_far);
    this.link?.setLoad(send);
    if (stage === "done") this.ending ||= setTimeout(() => this.stop(), SUMMARY_AFTER_MS);
    this.show();
  }

  onState(state) {
    this.trouble = state === "disconnected" ? said("network") : "";
    if (state === "failed") this.stop(said("network_lost"));
    this.show();
  }

  async listCameras() {
    // Before the user has allowed one, cameras have no names; a phone has one on either side all the same.
    const found = (await cameras().catch(() => [])).filter((one) => one.label);
    const options = [...Object.entries(FACING).map(([value, key]) => [value, said(key)]), ...found.map((one) => [one.deviceId, one.label])];
    this.severalCameras = navigator.maxTouchPoints > 0 || found.length > 1;
    if (options.length !== this.select.options.length) {
      this.select.replaceChildren(...options.map(([value, text]) => new Option(text, value)));
    }
    this.show();
  }

  // ---- what is shown

  // Names buttons and labels in the language that was chosen.
  name() {
    const named = {
      start: this.startButton, stop: this.stopButton, full: this.fullButton, leave: this.leaveButton, trial: this.trialButton,
      camera: this.whichName, mirror: this.mirrorName,
    };
    for (const [key, element] of Object.entries(named)) if (element.textContent !== said(key)) element.textContent = said(key);
    this.video.setAttribute("aria-label", said("your_camera"));
    for (const option of this.select.options) if (option.value in FACING) option.textContent = said(FACING[option.value]);
  }

  setCaption(text) {
    if (this.caption.textContent !== text) this.caption.textContent = text;
    this.caption.hidden = !text;
  }

  check() {
    if (!this.screen.isConnected) {
      clearInterval(this.timer);
      this.release();
      return;
    }
    this.offerAgain();
    this.show();
  }

  notices() {
    const found = [], running = this.link !== null;
    const since_s = (performance.now() - (this.received_ms || this.begun_ms)) / 1000;
    if (!window.isSecureContext) found.push(said("insecure"));
    if (running && since_s > (this.received_ms ? SILENT_AFTER_S : CONNECTS_WITHIN_S)) {
      found.push(said("gone"), ...(this.soFar ? [said("kept", { done: this.soFar })] : []));
    } else if (this.problem || this.trouble) found.push(this.problem || this.trouble);
    if (running && document.hidden) found.push(said("hidden"));
    if (this.voice.notice) found.push(this.voice.notice);
    const kept = sessionStorage.getItem(KEPT);
    if (!running && kept && !this.data?.over) found.push(said("restarted", { done: kept }));
    return found.join(" ");
  }

  show() {
    const running = this.stream !== null, text = this.notices();
    if (this.notice.textContent !== text) this.notice.textContent = text;
    this.notice.hidden = !text;
    this.screen.hidden = !running;
    this.startButton.hidden = running;
    this.stopButton.hidden = !running;
    this.fullButton.hidden = !running;
    this.leaveButton.hidden = !this.isFilled;
    this.screen.classList.toggle("mirrored", this.mirror.checked);
    const next = running && NEXT[this.stage] ? said(NEXT[this.stage]) : undefined;
    if (next && this.nextButton.textContent !== next) this.nextButton.textContent = next;
    this.nextButton.hidden = !next;
    this.trialButton.hidden = this.voice.choices.mode === "mute" || (running && !this.voice.notice);
    this.which.hidden = running || !this.severalCameras;
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  setTexts(data.texts);
  const root = parentElement.querySelector(".screen");
  root.__live ??= new Live(parentElement);
  root.__live.update(data, setTriggerValue);
}
