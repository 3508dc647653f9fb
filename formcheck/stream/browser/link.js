// The camera and the connection to the app: frames go there, sketches and words come back.

// In the camera's own shape: a cropped frame shows less of the person.
const WANTED = { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 30, max: 30 }, resizeMode: "none" };
const SENT_PX = 640; // of the longer edge; the pose model uses no more
const MOST_BITS_A_SECOND = 1_500_000;
const GATHERS_WITHIN_MS = 3000;

// The keys of what is said of each error.
const FAILURES = {
  NotAllowedError: "refused", SecurityError: "refused", NotFoundError: "no_camera", OverconstrainedError: "camera_gone",
  NotReadableError: "camera_busy", AbortError: "camera_busy",
};

function failureOf({ name }) { return said(FAILURES[name] ?? "camera_fails", { error: name }); }

// Which camera to ask for: one that was named, or the front or rear one of a phone.
const FACING = { user: "front_camera", environment: "rear_camera" };

async function openCamera(which) {
  if (!window.isSecureContext || !navigator.mediaDevices) throw Object.assign(new Error(), { userMessage: said("insecure") });
  // Whoever presses the button before the cameras are listed has chosen none.
  const facing = which ? which in FACING && which : "user";
  const video = facing ? { ...WANTED, facingMode: facing } : { ...WANTED, deviceId: { exact: which } };
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: false, video });
  } catch (error) {
    throw Object.assign(new Error(error.name), { userMessage: failureOf(error) });
  }
}

async function cameras() {
  const all = (await navigator.mediaDevices?.enumerateDevices?.()) ?? [];
  return all.filter((one) => one.kind === "videoinput" && one.deviceId);
}

class Link {
  constructor(stream, iceServers, on) {
    this.asked = "30 1";
    this.id = crypto.randomUUID?.() ?? String(Math.random());
    this.connection = new RTCPeerConnection({ iceServers });
    // Only the newest sketch counts: a lost one is not sent again.
    const sketches = this.connection.createDataChannel("sketches", { ordered: false, maxRetransmits: 0 });
    this.words = this.connection.createDataChannel("words");
    sketches.onmessage = ({ data }) => on.sketch(JSON.parse(data));
    this.words.onmessage = ({ data }) => on.words(JSON.parse(data));
    this.connection.onconnectionstatechange = () => on.state(this.connection.connectionState);
    const [track] = stream.getVideoTracks(), { width, height } = track.getSettings();
    this.scale = Math.max(1, Math.max(width ?? 0, height ?? 0) / SENT_PX);
    this.sender = this.connection.addTransceiver(track, {
      direction: "sendonly", streams: [stream], sendEncodings: [{ maxBitrate: MOST_BITS_A_SECOND, scaleResolutionDownBy: this.scale }],
    }).sender;
  }

  async offer() {
    await this.connection.setLocalDescription();
    await new Promise((done) => {
      const check = () => { if (this.connection.iceGatheringState === "complete") done(); };
      this.connection.addEventListener("icegatheringstatechange", check);
      setTimeout(done, GATHERS_WITHIN_MS);
      check();
    });
    this.offered = { id: this.id, sdp: this.connection.localDescription.sdp };
    return this.offered;
  }

  get isAnswered() { return this.connection.signalingState !== "have-local-offer"; }

  async accept(sdp) {
    if (this.connection.signalingState !== "have-local-offer") return;
    await this.connection.setRemoteDescription({ type: "answer", sdp });
    // On a slow machine fewer frames, not smaller ones: landmarks are found in them.
    const parameters = this.sender.getParameters();
    parameters.degradationPreference = "maintain-resolution";
    await this.sender.setParameters(parameters).catch(() => {});
  }

  // Sends as many frames per second, and as small ones, as the app asks for.
  async setLoad({ rate, shrink }) {
    const parameters = this.sender.getParameters(), [encoding] = parameters.encodings ?? [];
    if (!encoding || this.asked === `${rate} ${shrink}`) return;
    this.asked = `${rate} ${shrink}`;
    Object.assign(encoding, { maxFramerate: rate, scaleResolutionDownBy: shrink * this.scale });
    await this.sender.setParameters(parameters).catch(() => {});
  }

  nextStage() { if (this.words.readyState === "open") this.words.send("next"); }

  close() {
    this.connection.onconnectionstatechange = null;
    this.connection.close();
  }
}
