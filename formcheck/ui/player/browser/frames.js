// The times of the frames and what was measured at each of them, as they come from the app.

const EMPTY = -32768; // where nothing was measured

function unpacked(text, Kind) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return new Kind(bytes.buffer);
}

class Frames {
  constructor({ times, columns }) {
    this.times = Array.from(unpacked(times, Int32Array), (ticks) => ticks / 10000);
    this.columns = columns.map((column, number) => ({ ...column, number, values: unpacked(column.values, Int16Array) }));
    this.anew = new Map();
  }

  get end_s() { return this.times.at(-1) ?? 0; }

  // The frame that is shown at a time: the last one that has begun, give or take what rounding does.
  at(t_s) {
    let low = 0, high = this.times.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.times[middle] <= t_s + 0.002) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  // A time within a frame: a seek to its very beginning may show the one before.
  within(index) {
    const i = Math.min(Math.max(index, 0), this.times.length - 1);
    const next = this.times[i + 1] ?? this.times[i] + 0.02;
    return this.times[i] + Math.min(0.01, (next - this.times[i]) / 2);
  }

  // A time within the frame that is shown at a time; that time itself where no frames are known.
  near(t_s) { return this.times.length ? this.within(this.at(Number(t_s))) : Number(t_s); }

  // Frames in which joints were put elsewhere by hand, with what is measured there now.
  correct(anew) { this.anew = new Map(anew.map((frame) => [frame.index, frame])); }

  value(column, index) {
    const put = this.anew.get(index);
    return put ? put.values[column.number] : this.machine(column, index);
  }

  machine(column, index) {
    const raw = column.values[index];
    return raw === undefined || raw === EMPTY ? null : raw * column.scale;
  }

  text(column, value) {
    return value === null ? "not seen" : `${value.toFixed(column.digits).replace("-", "\u2212")}${column.unit}`;
  }
}

function clockText(t_s) {
  const hundredths = Math.max(0, Math.round(t_s * 100));
  return `${Math.floor(hundredths / 6000)}:${((hundredths % 6000) / 100).toFixed(2).padStart(5, "0")}`;
}
