// Speaks the app's words with the browser's own voice; `choices.mode` decides which of them: all, the count, or none.

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
      this.report(said("no_voice"));
      return;
    }
    // Whatever still waits is older than this; the utterance that is being spoken may end.
    if (speech.pending) speech.cancel();
    speech.speak(this.utterance(text, kind));
  }

  utterance(text, kind) {
    const utterance = new SpeechSynthesisUtterance(text), { language, volume } = this.choices;
    // The words of cues are English in every language, and no other voice can read them.
    const lang = kind === "cue" && !language.startsWith("en") ? "en-US" : language;
    Object.assign(utterance, { volume, lang, voice: this.voice(lang) });
    utterance.onstart = () => this.report("");
    utterance.onerror = ({ error }) => {
      if (error === "not-allowed") this.report(said("needs_click"));
      else if (!["interrupted", "canceled"].includes(error)) this.report(said("voice_fails", { error }));
    };
    return utterance;
  }

  // Of the same region, else of the same language; the browser's default rather than one that reads another language.
  voice(wanted) {
    const voices = window.speechSynthesis.getVoices();
    const speaks = (voice, begins) => voice.lang.replace("_", "-").toLowerCase().startsWith(begins.toLowerCase());
    return voices.find((one) => speaks(one, wanted)) ?? voices.find((one) => speaks(one, wanted.split("-")[0])) ?? null;
  }

  report(problem) {
    this.problem = problem;
    this.changed();
  }

  get notice() { return this.choices.mode === "mute" ? "" : this.problem; }
}
