import type { Picture } from './picture';

/** What the stage can show: the picture, a copy being made, or why there is none. Progress is that of the whole copy, null when none is being made. */
export interface SourceState { kind: 'shown' | 'making' | 'none' | 'failed'; reason: string | null; progress: number | null }

/** Where pictures come from. */
export interface Source {
  open(ms: number): void;
  seek(ms: number): void;
  /** True when there is more of the clip behind the end of what was loaded. */
  goOn(ms: number): boolean;
  /** True when a broken file is being replaced. */
  mend(ms: number): boolean;
  retry(ms: number): void;
  dispose(): void;
}

/** The file as it is, by byte ranges. */
export class DirectSource implements Source {
  readonly #picture: Picture;
  readonly #url: string;

  constructor(picture: Picture, url: string) {
    this.#picture = picture;
    this.#url = url;
  }

  open(ms: number): void { this.#picture.load({ url: this.#url, offsetMs: 0 }, ms); }
  seek(ms: number): void { this.#picture.seek(ms); }
  goOn(): boolean { return false; }
  mend(): boolean { return false; }
  retry(ms: number): void { this.open(ms); }
  dispose(): void { /* the picture lets go of the file */ }
}

/** No picture: time is a plain number. */
export class NoSource implements Source {
  readonly #picture: Picture;
  constructor(picture: Picture) { this.#picture = picture; }
  open(ms: number): void { this.#picture.park(ms); }
  seek(ms: number): void { this.#picture.park(ms); }
  goOn(): boolean { return false; }
  mend(): boolean { return false; }
  retry(): void { /* nothing to try */ }
  dispose(): void { /* nothing held */ }
}
