// The curve of one measure, which runs along with the picture, and the values of all measures at the frame shown.

class Plot {
  constructor(root, seek) {
    this.canvas = root.querySelector(".plot");
    this.select = root.querySelector(".measure");
    this.values = root.querySelector(".values");
    this.anew = root.querySelector(".anew");
    this.select.onchange = () => this.draw();
    this.canvas.onpointerdown = (event) => {
      const box = this.canvas.getBoundingClientRect();
      seek(((event.clientX - box.left) / box.width) * this.frames.end_s);
    };
    new ResizeObserver(() => this.draw()).observe(this.canvas);
  }

  update(frames, items) {
    const before = this.select.value;
    Object.assign(this, { frames, items });
    this.select.replaceChildren(...frames.columns.map(({ name }, i) => new Option(name, i)));
    if (before && frames.columns[before]) this.select.value = before;
    this.values.replaceChildren(...frames.columns.map(({ name }) => {
      const row = document.createElement("div");
      row.append(Object.assign(document.createElement("dt"), { textContent: name }), document.createElement("dd"));
      return row;
    }));
    this.select.closest(".readings").hidden = !frames.columns.length;
    this.draw();
  }

  draw() {
    const { canvas, frames } = this, column = frames?.columns[this.select.value];
    const scale = window.devicePixelRatio || 1;
    canvas.width = canvas.clientWidth * scale;
    canvas.height = canvas.clientHeight * scale;
    if (!column || !canvas.width) return;
    const ink = canvas.getContext("2d", { willReadFrequently: true }), style = getComputedStyle(canvas);
    ink.scale(scale, scale);
    this.line(ink, column, style);
    this.curve = ink.getImageData(0, 0, canvas.width, canvas.height);
    this.show(this.index ?? 0);
  }

  line(ink, column, style) {
    const { clientWidth: width, clientHeight: height } = this.canvas, count = this.frames.times.length;
    const seen = Array.from(column.values, (_, index) => this.frames.value(column, index)).filter((value) => value !== null);
    const low = Math.min(...seen.length ? [seen.reduce((a, b) => Math.min(a, b))] : [0]);
    const high = seen.length ? seen.reduce((a, b) => Math.max(a, b)) : 1;
    const y = (value) => height - 18 - ((value - low) / (high - low || 1)) * (height - 36); // room for both numbers
    const x = (t_s) => (t_s / (this.frames.end_s || 1)) * width;
    for (const item of this.items.filter((one) => !one.is_attempt && !one.is_removed)) {
      ink.fillStyle = style.getPropertyValue(`--${item.form}`);
      ink.globalAlpha = 0.18;
      ink.fillRect(x(item.start_s), 0, x(item.end_s) - x(item.start_s), height);
    }
    ink.globalAlpha = 1;
    ink.strokeStyle = ink.fillStyle = style.color;
    ink.lineWidth = 1.6;
    ink.beginPath();
    let pen = false; // a gap stays a gap: nothing was seen there
    for (let i = 0; i < count; i++) {
      const value = this.frames.value(column, i);
      if (value !== null) ink[pen ? "lineTo" : "moveTo"](x(this.frames.times[i]), y(value));
      pen = value !== null;
    }
    ink.stroke();
    ink.font = `12px ${style.fontFamily}`;
    ink.fillText(`${high.toFixed(column.digits)}${column.unit}`, 4, 12);
    ink.fillText(`${low.toFixed(column.digits)}${column.unit}`, 4, height - 4);
  }

  show(index) {
    this.index = index;
    if (!this.frames || !this.curve) return;
    const { canvas } = this, ink = canvas.getContext("2d"), scale = window.devicePixelRatio || 1;
    ink.putImageData(this.curve, 0, 0);
    const x = ((this.frames.times[index] ?? 0) / (this.frames.end_s || 1)) * canvas.clientWidth;
    ink.fillStyle = getComputedStyle(canvas).color;
    ink.fillRect(x - 1, 0, 2, canvas.height / scale);
    const put = this.frames.anew.get(index);
    this.anew.hidden = !put;
    this.anew.textContent = put?.says ?? "";
    this.frames.columns.forEach((column, i) => this.showValue(this.values.children[i], column, index));
  }

  // What was corrected by hand says what the machine had read, where that is another thing.
  showValue(row, column, index) {
    const { frames } = this, now = frames.text(column, frames.value(column, index)), was = frames.text(column, frames.machine(column, index));
    row.lastChild.textContent = now;
    row.classList.toggle("put", now !== was);
    row.lastChild.dataset.was = now === was ? "" : `(machine: ${was})`;
  }
}
