import { uuid } from '../api/ids';

const prefix = 'fusionscorer.tab.';
/** A tab that has said nothing for this long is gone; its heartbeat is every minute, slower in the background. */
const silentMs = 150_000;

/** Which clips other tabs of the same reviewer hold, so that two tabs never show the same one. The server tells tabs apart too, but a duplicated tab goes by the name of the first. */
export class Tabs {
  private readonly key: string;
  private readonly group: string;

  constructor(user: string, id: string, private readonly now: () => number = () => Date.now()) {
    this.group = `${prefix}${user}.`;
    this.key = this.group + id;
  }

  tell(clips: string[]): void {
    try {
      if (clips.length === 0) localStorage.removeItem(this.key);
      else localStorage.setItem(this.key, JSON.stringify({ at: this.now(), clips }));
    } catch {
      // Then tabs do not know of each other; a clip decided twice by one reviewer harms nobody.
    }
  }

  others(): string[] {
    const held: string[] = [];
    try {
      for (const key of Object.keys(localStorage)) {
        if (!key.startsWith(this.group) || key === this.key) continue;
        const told = JSON.parse(localStorage.getItem(key) ?? '{}') as { at?: number; clips?: string[] };
        if (this.now() - (told.at ?? 0) > silentMs) localStorage.removeItem(key);
        else held.push(...(told.clips ?? []));
      }
    } catch {
      // As above.
    }
    return held;
  }
}

let ownId: string | null = null;

/** This page's own name: a new one after a reload, since the old page told that it left. */
export function tabId(): string {
  return (ownId ??= uuid());
}
