// The camera and the connection to the app: pictures go there, sketches and words come back.

// As the camera has it: a picture that is cut to a shape shows less of whoever stands in it.
const WANTED = { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 30, max: 30 }, resizeMode: "none" };
const SENT_PX = 640; // of the longer edge; the pose model sees no more
const MOST_BITS_A_SECOND = 1_500_000;
const GATHERS_WITHIN_MS = 3000;

const REFUSED = "The camera was refused. Allow it with the symbol beside the page's address, then press Start the camera.";
const FAILURES = {
  NotAllowedError: REFUSED,
  SecurityError: REFUSED,
  NotFoundError: "No camera was found. Connect one, then press Start the camera.",
  OverconstrainedError: "That camera is gone. Choose another, then press Start the camera.",
  NotReadableError: "The camera is taken. Close the program that uses it, then press Start the camera.",
  AbortError: "The camera is taken. Close the program that uses it, then press Start the camera.",
};
const INSECURE = "The browser gives the camera only to localhost or https. Open the app at http://localhost with its port, "
  + "or serve it over https.";

function failureOf(error) {
  return FAILURES[error.name] ?? `The camera does not start (${error.name}). Reload the page and try again.`;
}

async function openCamera(deviceId) {
  if (!window.isSecureContext || !navigator.mediaDevices) throw Object.assign(new Error(INSECURE), { told: INSECURE });
  const video = deviceId ? { ...WANTED, deviceId: { exact: deviceId } } : { ...WANTED, facingMode: "user" };
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: false, video });
  } catch (error) {
    throw Object.assign(new Error(error.name), { told: failureOf(error) });
  }
}

async function cameras() {
  const all = (await navigator.mediaDevices?.enumerateDevices?.()) ?? [];
  return all.filter((one) => one.kind === "videoinput" && one.deviceId);
}

class Link {
  constructor(stream, iceServers, hears) {
    this.spared = "30 1";
    this.id = crypto.randomUUID?.() ?? String(Math.random());
    this.connection = new RTCPeerConnection({ iceServers });
    // The newest counts: a sketch that is lost is not sent again.
    const pictures = this.connection.createDataChannel("pictures", { ordered: false, maxRetransmits: 0 });
    this.words = this.connection.createDataChannel("words");
    pictures.onmessage = ({ data }) => hears.sketch(JSON.parse(data));
    this.words.onmessage = ({ data }) => hears.words(JSON.parse(data));
    this.connection.onconnectionstatechange = () => hears.state(this.connection.connectionState);
    const [track] = stream.getVideoTracks(), { width, height } = track.getSettings();
    this.scale = Math.max(1, Math.max(width ?? 0, height ?? 0) / SENT_PX);
    this.sender = this.connection.addTransceiver(track, {
      direction: "sendonly", streams: [stream], sendEncodings: [{ maxBitrate: MOST_BITS_A_SECOND, scaleResolutionDownBy: this.scale }],
    }).sender;
  }

  async offer() {
    await this.connection.setLocalDescription();
    await new Promise((done) => {
      const look = () => { if (this.connection.iceGatheringState === "complete") done(); };
      this.connection.addEventListener("icegatheringstatechange", look);
      setTimeout(done, GATHERS_WITHIN_MS);
      look();
    });
    return { id: this.id, sdp: this.connection.localDescription.sdp };
  }

  async accept(sdp) {
    if (this.connection.signalingState !== "have-local-offer") return;
    await this.connection.setRemoteDescription({ type: "answer", sdp });
    // Fewer pictures on a slow machine, not smaller ones: the joints are found in them.
    const parameters = this.sender.getParameters();
    parameters.degradationPreference = "maintain-resolution";
    await this.sender.setParameters(parameters).catch(() => {});
  }

  // A slow machine is spared by fewer and smaller pictures.
  async spare({ rate, shrink }) {
    const parameters = this.sender.getParameters(), [encoding] = parameters.encodings ?? [];
    if (!encoding || this.spared === `${rate} ${shrink}`) return;
    this.spared = `${rate} ${shrink}`;
    Object.assign(encoding, { maxFramerate: rate, scaleResolutionDownBy: shrink * this.scale });
    await this.sender.setParameters(parameters).catch(() => {});
  }

  goOn() { if (this.words.readyState === "open") this.words.send("go on"); }

  close() {
    this.connection.onconnectionstatechange = null;
    this.connection.close();
  }
}
