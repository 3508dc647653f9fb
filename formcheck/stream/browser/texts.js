// The words that the browser shows, which the page sends in the language that was chosen.

let texts = {};

function setTexts(chosen) { texts = chosen; }

// What stands under a key; a name in braces is a value, or else the words of that key.
function said(key, values = {}) {
  return texts[key].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? texts[name]);
}
