import type { DecisionRequest } from '../api/types';

/** A decision on its way to the server. */
export interface OutboxEntry {
  /** Order of making; grows across reloads. */
  order: number;
  /** Account name: nobody else ever sends it. */
  user: string;
  title: string;
  request: DecisionRequest;
  /** Why the server will never take it; null while it is waiting. */
  refused: string | null;
}

/** Where the outbox outlives the page. Keyed by the decision's id. */
export interface OutboxStore {
  /** Returns once it would survive; throws where it cannot. */
  put(entry: OutboxEntry): Promise<void>;
  remove(id: string): Promise<void>;
  all(): Promise<OutboxEntry[]>;
}

const prefix = 'fusionscorer.outbox.';

/** Synchronous, small, in every browser; also the journal in front of IndexedDB, which is not synchronous. */
export class LocalStore implements OutboxStore {
  constructor(private readonly storage: Storage) {}

  putNow(entry: OutboxEntry): void {
    this.storage.setItem(prefix + entry.request.id, JSON.stringify(entry));
  }
  removeNow(id: string): void {
    this.storage.removeItem(prefix + id);
  }
  async put(entry: OutboxEntry): Promise<void> {
    this.putNow(entry);
  }
  async remove(id: string): Promise<void> {
    this.removeNow(id);
  }
  async all(): Promise<OutboxEntry[]> {
    const entries: OutboxEntry[] = [];
    for (let i = 0; i < this.storage.length; i++) {
      const key = this.storage.key(i);
      if (key?.startsWith(prefix) !== true) continue;
      try {
        entries.push(JSON.parse(this.storage.getItem(key) ?? '') as OutboxEntry);
      } catch {
        // Half-written text is nobody's decision.
      }
    }
    return entries;
  }
}

export class IndexedStore implements OutboxStore {
  private db: Promise<IDBDatabase> | null = null;
  constructor(private readonly factory: IDBFactory, private readonly name = 'fusionscorer') {}

  put(entry: OutboxEntry): Promise<void> {
    return this.write((table) => table.put(entry, entry.request.id));
  }
  remove(id: string): Promise<void> {
    return this.write((table) => table.delete(id));
  }
  async all(): Promise<OutboxEntry[]> {
    const db = await this.open();
    return new Promise((resolve, reject) => {
      const request = db.transaction('outbox').objectStore('outbox').getAll() as IDBRequest<OutboxEntry[]>;
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('IndexedDB cannot be read.'));
    });
  }

  private async write(change: (table: IDBObjectStore) => void): Promise<void> {
    const db = await this.open();
    return new Promise((resolve, reject) => {
      const transaction = db.transaction('outbox', 'readwrite', { durability: 'strict' });
      change(transaction.objectStore('outbox'));
      transaction.oncomplete = () => resolve();
      transaction.onabort = transaction.onerror = () => reject(transaction.error ?? new Error('IndexedDB cannot be written.'));
    });
  }

  private open(): Promise<IDBDatabase> {
    this.db ??= new Promise<IDBDatabase>((resolve, reject) => {
      const request = this.factory.open(this.name, 1);
      request.onupgradeneeded = () => request.result.createObjectStore('outbox');
      request.onsuccess = () => {
        request.result.onclose = () => (this.db = null);
        resolve(request.result);
      };
      request.onerror = () => reject(request.error ?? new Error('IndexedDB cannot be opened.'));
    }).catch((error: unknown) => {
      this.db = null;
      throw error;
    });
    return this.db;
  }
}

/**
 * Journal first, database after: `putNow` is on disk's way before the next clip is drawn, without waiting for a transaction;
 * once the database has it, the journal lets go. Either alone is enough; what both have is one entry, by its id.
 */
export class JournaledStore implements OutboxStore {
  constructor(private readonly journal: LocalStore | null, private readonly database: IndexedStore | null) {}

  /** False when only the transaction can keep it (no local storage, or it is full). */
  putNow(entry: OutboxEntry): boolean {
    try {
      this.journal?.putNow(entry);
      return this.journal !== null;
    } catch {
      return false;
    }
  }

  async put(entry: OutboxEntry): Promise<void> {
    const journaled = this.putNow(entry);
    if (this.database === null) {
      if (!journaled) throw new Error('This browser keeps nothing.');
      return;
    }
    try {
      await this.database.put(entry);
      this.journal?.removeNow(entry.request.id);
    } catch (error) {
      if (!journaled) throw error;
    }
  }

  async remove(id: string): Promise<void> {
    this.journal?.removeNow(id);
    await this.database?.remove(id).catch(() => {});
  }

  async all(): Promise<OutboxEntry[]> {
    const entries = new Map<string, OutboxEntry>();
    // The journal is read first: what leaves it meanwhile is in the database by then.
    const journaled = (await this.journal?.all()) ?? [];
    for (const entry of (await this.database?.all().catch(() => [])) ?? []) entries.set(entry.request.id, entry);
    for (const entry of journaled) entries.set(entry.request.id, entry);
    return [...entries.values()].sort((a, b) => a.order - b.order);
  }
}

export function browserStore(): JournaledStore {
  let local: Storage | null = null;
  try {
    local = globalThis.localStorage ?? null;
  } catch {
    // Storage may be forbidden altogether.
  }
  return new JournaledStore(local === null ? null : new LocalStore(local), typeof indexedDB === 'undefined' ? null : new IndexedStore(indexedDB));
}
