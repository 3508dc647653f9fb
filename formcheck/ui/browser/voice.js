// Speaks what the camera's thread published, shows each utterance as a caption, and tells what keeps it from doing so.
// Called anew with each refresh of the page; what must outlive that is kept on the window.

const STALE_S = 4; // a count that comes later than this helps nobody
const SILENT_AFTER_S = 8; // without a word from the server for so long, it is gone
const TRIAL = "You will hear your count like this.";
const NEEDS_CLICK = "The browser speaks only after a click on the page. Press Try the voice.";

function memory() {
  window.__formcheck_spoken ??= [];
  window.__formcheck_voice ??= { run: null, last: 0, waiting: [], problem: "" };
  return window.__formcheck_voice;
}

function voiceFor(language) {
  const voices = window.speechSynthesis?.getVoices() ?? [];
  const speaks = (voice, wanted) => voice.lang.replace("_", "-").toLowerCase().startsWith(wanted.toLowerCase());
  return voices.find((voice) => speaks(voice, language)) ?? voices.find((voice) => speaks(voice, "en")) ?? null;
}

function say(state, item, data, show) {
  window.__formcheck_spoken.push({ ...item, run: data.run, at_ms: performance.now() });
  if (!window.speechSynthesis) {
    state.problem = "This browser cannot speak; read the captions.";
    return;
  }
  const utterance = new SpeechSynthesisUtterance(item.text);
  utterance.volume = data.volume;
  utterance.lang = data.language;
  utterance.voice = voiceFor(data.language);
  utterance.onstart = () => { state.problem = ""; show(); };
  utterance.onerror = (event) => {
    if (event.error === "not-allowed") state.problem = NEEDS_CLICK;
    else if (["interrupted", "canceled"].includes(event.error)) return;
    else state.problem = "The browser's voice does not work here (" + event.error + "); read the captions.";
    show();
  };
  // What still waits is older than this; the one that is being spoken may end.
  if (window.speechSynthesis.pending) window.speechSynthesis.cancel();
  window.speechSynthesis.speak(utterance);
}

function isAloud(item, mode) {
  if (mode === "mute") return false;
  return mode === "all" || item.kind === "count" || item.kind === "countdown";
}

function notices(state, data) {
  const found = [];
  if (!window.isSecureContext) {
    found.push("The browser gives the camera only to localhost or https. Open the app at http://localhost with its "
      + "port, or serve it over https.");
  }
  if (document.hidden) found.push("This tab is hidden: counting goes on, the voice comes late. Bring the tab to the front.");
  if (data.running && data.mode !== "mute" && navigator.userActivation && !navigator.userActivation.hasBeenActive) {
    found.push(NEEDS_CLICK);
  } else if (data.mode !== "mute" && state.problem) found.push(state.problem);
  return found;
}

// The set so far stays in this tab, so that a server that was restarted does not take it along.
function keep(state, data) {
  if (data.running && data.so_far) {
    sessionStorage.setItem("formcheck_set", JSON.stringify({ run: data.run, so_far: data.so_far }));
  } else if (data.over) sessionStorage.removeItem("formcheck_set");
}

function lost(data) {
  const kept = JSON.parse(sessionStorage.getItem("formcheck_set") ?? "null");
  return kept && !data.running && !data.over ? kept.so_far : "";
}

export default function ({ data, parentElement }) {
  const state = memory();
  const caption = parentElement.querySelector(".caption");
  const notice = parentElement.querySelector(".notice");
  const show = () => {
    const lines = notices(state, data);
    const silent_s = (performance.now() - state.heard_ms) / 1000;
    if (data.running && silent_s > SILENT_AFTER_S) {
      lines.unshift("The app does not answer. If it was closed, start it again and reload this page."
        + (data.so_far ? " The set so far is kept: " + data.so_far : ""));
    }
    const so_far = lost(data);
    if (so_far) lines.push("The app was restarted during a set. Done until then: " + so_far);
    const text = lines.join(" ");
    if (notice.textContent !== text) notice.textContent = text;
    notice.hidden = !text;
  };

  state.heard_ms = performance.now();
  if (data.run !== state.run) {
    state.run = data.run;
    state.last = 0;
  }
  for (const item of data.utterances.filter((one) => one.number > state.last)) {
    state.last = item.number;
    if (isAloud(item, data.mode) && item.age_s < STALE_S) say(state, item, data, show);
  }
  if (caption.textContent !== data.caption) caption.textContent = data.caption;
  caption.hidden = !caption.textContent;
  keep(state, data);

  const trial = parentElement.querySelector("button");
  trial.hidden = data.mode === "mute" || data.running && !notices(state, data).includes(NEEDS_CLICK);
  trial.onclick = () => { state.problem = ""; say(state, { number: 0, text: TRIAL, kind: "stage" }, data, show); };
  document.addEventListener("visibilitychange", show);
  const watching = setInterval(show, 1000);
  clearInterval(state.watching);
  state.watching = watching;
  show();
  return () => {
    clearInterval(watching);
    document.removeEventListener("visibilitychange", show);
  };
}
