// Speaks the app's words with the browser's own voice; `choices.mode` decides which of them: all, the count, or none.

const NEEDS_CLICK = "The browser speaks only after a click on the page. Press Try the voice.";
const NO_VOICE = "This browser cannot speak. Read the captions instead.";

class BrowserVoice {
  constructor(changed) {
    this.problem = "";
    this.changed = changed;
    this.choices = { mode: "all", volume: 1, language: "en-US" };
  }

  isAloud(kind) {
    const { mode } = this.choices;
    return mode !== "mute" && (mode === "all" || kind === "count" || kind === "countdown");
  }

  say({ text, kind }) {
    if (!this.isAloud(kind)) return;
    const speech = window.speechSynthesis;
    if (!speech) {
      this.report(NO_VOICE);
      return;
    }
    // Whatever still waits is older than this; the utterance that is being spoken may end.
    if (speech.pending) speech.cancel();
    speech.speak(this.utterance(text));
  }

  utterance(text) {
    const utterance = new SpeechSynthesisUtterance(text);
    Object.assign(utterance, { volume: this.choices.volume, lang: this.choices.language, voice: this.voice() });
    utterance.onstart = () => this.report("");
    utterance.onerror = ({ error }) => {
      if (error === "not-allowed") this.report(NEEDS_CLICK);
      else if (!["interrupted", "canceled"].includes(error)) this.report(`The browser's voice does not work (${error}). Read the captions instead.`);
    };
    return utterance;
  }

  voice() {
    const voices = window.speechSynthesis.getVoices();
    const speaks = (voice, wanted) => voice.lang.replace("_", "-").toLowerCase().startsWith(wanted.toLowerCase());
    return voices.find((one) => speaks(one, this.choices.language)) ?? voices.find((one) => speaks(one, "en")) ?? null;
  }

  report(problem) {
    this.problem = problem;
    this.changed();
  }

  get notice() { return this.choices.mode === "mute" ? "" : this.problem; }
}
