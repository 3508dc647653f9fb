// Decisions: agree, overrule, add, move, comment. What was decided goes to the app, which keeps it and answers with new items.

class Desk {
  constructor(root, player) {
    Object.assign(this, { root: root.querySelector(".desk"), player, span: {} });
    const $ = (selector) => this.root.querySelector(selector);
    Object.assign(this, { which: $(".which"), why: $(".why"), acts: $(".acts"), choices: $(".choices"), reason: $(".reason input"), times: $(".times") });
    this.reason.onkeydown = (event) => {
      event.stopPropagation();
      if (event.key === "Enter") this.comment();
      if (event.key === "Enter" || event.key === "Escape") this.player.focus();
    };
  }

  update(desk) {
    if (desk && this.desk && desk.count > this.desk.count) this.player.say("Kept.");
    this.desk = desk;
    this.root.hidden = !desk;
    this.player.root.classList.toggle("deciding", Boolean(desk));
    if (desk) this.show(this.item);
  }

  show(item) {
    const before = this.item;
    this.item = item;
    if (!this.desk) return;
    // What may be right instead of a doubtful one is there at once, so that a single key overrules it.
    const isOther = before?.id !== item?.id || before?.is_settled !== item?.is_settled;
    if (isOther) this.offer(Boolean(item?.why.length && !item.is_settled));
    this.which.textContent = item ? `${item.title}: ${item.stands}` : "Choose a repetition.";
    this.why.replaceChildren(...(item?.why ?? []).map((text) => Object.assign(document.createElement("li"), { textContent: text })));
    const acts = [];
    if (item?.agree) acts.push(this.key("Y", "Agree", () => this.agree()));
    if (item?.choices?.length) acts.push(this.key("X", "Overrule", () => this.overrule()));
    acts.push(this.key("C", "Comment", () => this.write()), this.key("D", "Next doubtful", () => this.player.nextDoubt()));
    if (this.desk.next) acts.push(this.key("N", "Next set", () => this.leave()));
    if (this.desk.last) acts.push(this.key("U", "Take back", () => this.takeBack()));
    this.replace(this.acts, acts);
    this.showTimes();
  }

  // Without taking the focus away from a button that stays what it is.
  replace(holder, buttons) {
    const label = holder.getRootNode().activeElement?.parentNode === holder ? holder.getRootNode().activeElement.textContent : "";
    holder.replaceChildren(...buttons);
    if (label) (buttons.find((one) => one.textContent === label) ?? this.player.root).focus();
  }

  key(letter, label, act) {
    const name = document.createElement("kbd");
    name.textContent = letter;
    return button([name, label], act, { "aria-keyshortcuts": letter });
  }

  showTimes() {
    const marked = ["start", "turn", "end"].map((name) => `${name} ${name in this.span ? clockText(this.span[name]) : "\u2013"}`).join(", ");
    const buttons = [
      this.key("S", "Start here", () => this.mark("start")), this.key("T", "Turn here", () => this.mark("turn")),
      this.key("E", "End here", () => this.mark("end")),
    ];
    if (this.isWhole) {
      buttons.push(this.key("A", "Add a repetition there", () => this.place(null)));
      if (this.item?.move) buttons.push(this.key("W", `Move ${this.item.title.toLowerCase()} there`, () => this.place(this.item)));
    }
    this.replace(this.times, [...buttons, Object.assign(document.createElement("span"), { textContent: marked })]);
  }

  get isWhole() {
    const { start, turn, end } = this.span;
    return start < end && start <= turn && turn <= end;
  }

  mark(name) {
    this.span[name] = this.player.now;
    this.player.say(`${name} at ${clockText(this.span[name])}.`);
    this.showTimes();
  }

  place(item) {
    if (!this.isWhole) { this.player.say("Mark start, turn and end first, in that order."); return; }
    const span = { start_s: this.span.start, peak_s: this.span.turn, end_s: this.span.end };
    this.span = {};
    if (item) this.send({ ...item.move, span }, "It lies elsewhere");
    else this.send({ kind: "add_repetition", target: {}, span }, "It was missed");
  }

  agree() { if (this.item?.agree) this.send(this.item.agree, ""); }

  offer(isShown) {
    const choices = isShown ? (this.item?.choices ?? []) : [];
    this.choices.hidden = !choices.length;
    this.choices.replaceChildren(...choices.map(({ label }, i) => this.key(String(i + 1), label, () => this.choose(i))));
  }

  overrule() {
    this.offer(true);
    if (!this.choices.hidden) this.player.say("Press the number of what is right instead.");
  }

  choose(index) {
    const choice = this.item?.choices?.[index];
    if (this.choices.hidden || !choice) return;
    this.offer(false);
    this.send(choice.send, choice.label);
  }

  write() { this.reason.focus(); this.player.say("Write, and press Enter to comment at this time. Escape leaves."); }

  comment() {
    if (this.reason.value.trim()) this.send({ kind: "comment", target: { ...this.item?.target, at_s: this.player.now } }, "");
  }

  leave() {
    if (this.desk.next) this.player.trigger("next", true);
    else this.player.say("This is the last set of the list.");
  }

  takeBack() { if (this.desk.last) this.send({ kind: "withdraw", target: { decision: this.desk.last } }, ""); }

  send(decision, otherwise) {
    const reason = this.reason.value.trim() || otherwise;
    this.reason.value = "";
    this.player.trigger("decision", { ...decision, reason });
    this.player.focus();
  }

  press(key) {
    const acts = {
      y: () => this.agree(), x: () => this.overrule(), n: () => this.leave(), c: () => this.write(), u: () => this.takeBack(),
      s: () => this.mark("start"), t: () => this.mark("turn"), e: () => this.mark("end"),
      a: () => this.place(null), w: () => this.item?.move && this.place(this.item),
    };
    if (!this.desk) return false;
    if (/^[1-9]$/.test(key)) { this.choose(Number(key) - 1); return true; }
    acts[key]?.();
    return key in acts;
  }
}

const DESK_KEYS = {
  D: "Next doubtful one", N: "Next set of the list", Y: "Agree", X: "Overrule; then 1 to 9. Of a doubtful one 1 to 9 at once", C: "Comment at this time", U: "Take back your last decision",
  "S T E": "Start, turn and end of a repetition are here", A: "Add a repetition there",
  J: "Put joints where they are: , and . choose one, arrow keys move it, Enter keeps it", W: "Move this repetition there",
};
