/** The test environment's video element plays nothing, so its clock is moved by hand and its events are sent as a browser would. */
export class FakeVideo {
  readonly #video: HTMLVideoElement;
  loads: string[] = [];

  constructor(video: HTMLVideoElement) {
    this.#video = video;
    const state = { time: 0, ready: 0, paused: true, ended: false, seeking: false };
    const define = (name: string, get: () => unknown, set?: (value: number) => void): void => {
      Object.defineProperty(video, name, { configurable: true, get, ...(set === undefined ? {} : { set }) });
    };
    define('currentTime', () => state.time, value => { state.time = value; state.seeking = true; state.ended = false; });
    define('readyState', () => state.ready, value => { state.ready = value; });
    define('paused', () => state.paused);
    define('ended', () => state.ended);
    define('seeking', () => state.seeking);
    define('duration', () => 100);
    video.play = () => { state.paused = false; this.send('play'); return Promise.resolve(); };
    video.pause = () => { if (!state.paused) { state.paused = true; this.send('pause'); } };
    video.load = () => { state.ready = 0; state.time = 0; state.paused = true; this.loads.push(video.getAttribute('src') ?? ''); };
    this.state = state;
  }

  readonly state: { time: number; ready: number; paused: boolean; ended: boolean; seeking: boolean };

  send(name: string): void { this.#video.dispatchEvent(new Event(name)); }

  /** The file's head has come, and the seek that follows from it is done. */
  arrive(): void {
    this.state.ready = 4;
    this.send('loadedmetadata');
    this.settle();
  }

  settle(): void {
    if (!this.state.seeking) return;
    this.state.seeking = false;
    this.send('seeked');
  }

  /** Plays on to a time of the file. */
  runTo(seconds: number): void {
    this.state.time = seconds;
    this.send('timeupdate');
  }

  end(seconds: number): void {
    this.state.time = seconds;
    this.state.ended = true;
    this.state.paused = true;
    this.send('pause');
    this.send('ended');
  }
}
