// Keeps the screen on while the camera runs: a phone that leans on the floor is not touched during a set.

class WakeLock {
  constructor() {
    Object.assign(this, { wanted: false, lock: null });
    // The browser lets go when the tab is hidden.
    document.addEventListener("visibilitychange", () => this.take());
  }

  keep() {
    this.wanted = true;
    return this.take();
  }

  async take() {
    if (!this.wanted || document.hidden || !navigator.wakeLock) return;
    // Refused on a low battery; the set goes on all the same.
    this.lock = await navigator.wakeLock.request("screen").catch(() => null);
    if (!this.wanted) this.release();
  }

  release() {
    this.wanted = false;
    this.lock?.release().catch(() => {});
    this.lock = null;
  }
}
