import type { Draft } from '../api/types';

export interface DraftApi {
  saveDraft(clip: string, draft: Draft): Promise<void>;
  deleteDraft(clip: string): Promise<void>;
}

const prefix = 'fusionscorer.draft.';
const keptMs = 14 * 24 * 3600 * 1000;

/** What a reviewer has begun on a clip: on this computer at once, at the server a moment later. */
export class Drafts {
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly atServer = new Set<string>();

  constructor(private readonly api: DraftApi, private readonly user: string, private readonly delayMs = 1500) {
    this.sweep();
  }

  /** The newer of what is here and what the server has. */
  read(clip: string, server: Draft | null): Draft | null {
    if (server !== null) this.atServer.add(clip);
    const here = this.local(clip);
    if (here === null || server === null) return here ?? server;
    return Date.parse(here.at) >= Date.parse(server.at) ? here : server;
  }

  save(clip: string, draft: Draft): void {
    if (draft.answer === null && draft.note === '') {
      if (this.local(clip) !== null || this.atServer.has(clip)) this.clear(clip);
      return;
    }
    try {
      localStorage.setItem(this.key(clip), JSON.stringify(draft));
    } catch {
      // The server has it a moment later.
    }
    clearTimeout(this.timers.get(clip));
    this.timers.set(clip, setTimeout(() => {
      this.timers.delete(clip);
      this.atServer.add(clip);
      // On a fault, the next key press or the copy here makes up for it.
      this.api.saveDraft(clip, draft).catch(() => {});
    }, this.delayMs));
  }

  clear(clip: string): void {
    clearTimeout(this.timers.get(clip));
    this.timers.delete(clip);
    try {
      localStorage.removeItem(this.key(clip));
    } catch {
      // Then there was none.
    }
    if (this.atServer.delete(clip)) this.api.deleteDraft(clip).catch(() => {});
  }

  private key(clip: string): string {
    return `${prefix}${this.user}.${clip}`;
  }

  private local(clip: string): Draft | null {
    try {
      const text = localStorage.getItem(this.key(clip));
      return text === null ? null : (JSON.parse(text) as Draft);
    } catch {
      return null;
    }
  }

  private sweep(): void {
    try {
      for (const key of Object.keys(localStorage)) {
        if (!key.startsWith(prefix)) continue;
        const at = Date.parse((JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Draft>).at ?? '');
        if (!(Date.now() - at < keptMs)) localStorage.removeItem(key);
      }
    } catch {
      // Old drafts then stay, which harms nobody.
    }
  }
}
