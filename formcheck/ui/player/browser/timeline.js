// The timeline: repetitions with their verdicts, what was not counted, faults and cautions at their moments.

class Timeline {
  constructor(svg, seek) {
    Object.assign(this, { svg, end_s: 1, width: 0 });
    const go = (event) => {
      const box = svg.getBoundingClientRect();
      seek(Math.min(Math.max((event.clientX - box.left) / box.width, 0), 1) * this.end_s);
    };
    svg.onpointerdown = (event) => { svg.setPointerCapture(event.pointerId); go(event); };
    svg.onpointermove = (event) => { if (event.buttons) go(event); };
    new ResizeObserver(() => this.draw()).observe(svg);
  }

  update(items, moments, end_s) {
    Object.assign(this, { items, moments, end_s: Math.max(end_s, 0.001) });
    this.draw();
  }

  x(t_s) { return (t_s / this.end_s) * this.width; }

  draw() {
    this.width = this.svg.clientWidth;
    if (!this.items || !this.width) return;
    this.svg.replaceChildren(element("rect", { class: "track", x: 0, y: 4, width: this.width, height: 30, rx: 4 }));
    for (const item of this.items) this.svg.append(...this.part(item));
    for (const { at_s, verdict } of this.moments) this.svg.append(shapeOf(verdict, this.x(at_s), 45, 11));
    this.head = element("line", { class: "head", y1: 0, y2: 56 });
    this.svg.append(this.head);
    this.show(this.now ?? 0, this.current);
  }

  part(item) {
    const x = this.x(item.start_s), width = Math.max(3, this.x(item.end_s) - x);
    const place = { x, y: 7, width, height: 24, rx: 3 };
    const box = element("rect", item.is_attempt || item.is_removed
      ? { ...place, class: "attempt" }
      : { ...place, class: "part", fill: `var(--${item.form})`, "fill-opacity": item.form === "ok" ? 0.35 : 0.5 });
    const label = `${item.short}${item.is_attempt ? "" : SIGNS[item.form]}`;
    const text = element("text", { x: x + width / 2, y: 23, "text-anchor": "middle" }, width > 8 * label.length ? label : "");
    box.dataset.id = item.id;
    return [box, text];
  }

  show(t_s, current) {
    Object.assign(this, { now: t_s, current });
    if (!this.head) return;
    const x = this.x(t_s);
    this.head.setAttribute("x1", x);
    this.head.setAttribute("x2", x);
    for (const box of this.svg.querySelectorAll("rect[data-id]")) box.classList.toggle("chosen", box.dataset.id === current);
  }
}
