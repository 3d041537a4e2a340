import { batch, computed, signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { Api } from '../api/client';
import type { ModelState, Organisation, Session, UserSettings } from '../api/types';
import { Keyboard } from '../keyboard/keyboard';
import { Outbox } from '../review/outbox';
import { browserStore } from '../review/outboxStore';
import { defaultSettings, effective, fullProtection } from './protection';

export interface Toast {
  id: number;
  text: string;
  kind: 'info' | 'bad';
}

const userKey = 'fusionscorer.user';

/** What all pages share. */
export class App {
  readonly api = new Api();
  readonly keyboard = new Keyboard();
  readonly session = signal<Session | null>(null);
  readonly settings = signal<UserSettings>(defaultSettings);
  readonly organisation = signal<Organisation | null>(null);
  readonly model = signal<ModelState | null>(null);
  readonly toasts = signal<Toast[]>([]);
  readonly helpOpen = signal(false);
  /** The server could not be reached when the page was opened. */
  readonly unreachable = signal<string | null>(null);
  readonly user = computed(() => this.session.value?.user ?? null);
  readonly project = computed(() => this.session.value?.project ?? null);
  /** Until the organisation's floor is known, the strictest stands for it. */
  readonly protection = computed(() => effective(this.settings.value.protection, this.organisation.value?.floor ?? fullProtection));
  /** Settled once one's own settings and the floor are here, or cannot be had. */
  own: Promise<unknown> = Promise.resolve();
  private readonly channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('fusionscorer-outbox');
  private toastNumber = 0;
  private readonly sentListeners = new Set<(id: string, clip: string, undo: boolean) => void>();

  readonly outbox = new Outbox({
    store: browserStore(),
    send: (request) => this.api.decide(request),
    signedIn: () => this.cookieUser(),
    locks: typeof navigator === 'undefined' ? undefined : navigator.locks,
    channel: this.channel,
    onSent: (entry, answer) => {
      this.model.value = answer.model;
      if (answer.policyChanged) void this.policyChanged();
      for (const listener of this.sentListeners) listener(entry.request.id, entry.request.clip, entry.request.undoes !== null);
    },
    onRefused: (entry) => this.toast(`Your answer to “${entry.title}” was refused: ${entry.refused ?? ''} It is kept under the save state.`, 'bad'),
  });

  constructor() {
    this.api.onSession = (session) => this.took(session);
    this.api.onSignedOut = () => {
      const session = this.session.peek();
      if (session?.user != null) this.took({ ...session, user: null });
    };
    // Another tab signed in or out: the cookie is one for all tabs.
    addEventListener('storage', (event) => {
      if (event.key === userKey && event.newValue !== (this.user.peek()?.name ?? '')) this.api.session().catch(() => {});
    });
    addEventListener('online', () => this.outbox.nudge());
  }

  async start(): Promise<void> {
    this.unreachable.value = null;
    try {
      await this.api.session();
    } catch (error) {
      this.unreachable.value = error instanceof Error ? error.message : String(error);
    }
    await this.outbox.load();
  }

  /** Another page part wants to know when decisions arrive. */
  onSent(listener: (id: string, clip: string, undo: boolean) => void): () => void {
    this.sentListeners.add(listener);
    return () => this.sentListeners.delete(listener);
  }

  async signOut(): Promise<void> {
    await this.api.signOut();
    await this.api.session();
  }

  async saveSettings(settings: UserSettings): Promise<void> {
    const before = this.settings.peek();
    this.useSettings(settings);
    try {
      const kept = await this.api.saveSettings(settings);
      if (kept) this.useSettings(kept);
    } catch (error) {
      this.useSettings(before);
      throw error;
    }
  }

  toast(text: string, kind: Toast['kind'] = 'info'): void {
    const id = ++this.toastNumber;
    this.toasts.value = [...this.toasts.peek().slice(-3), { id, text, kind }];
    if (kind === 'info') setTimeout(() => this.closeToast(id), 8000);
  }
  closeToast(id: number): void {
    this.toasts.value = this.toasts.peek().filter((toast) => toast.id !== id);
  }

  private took(session: Session): void {
    const before = this.user.peek()?.name ?? null;
    const now = session.user?.name ?? null;
    try {
      localStorage.setItem(userKey, now ?? '');
    } catch {
      // Without storage, one tab knows only of itself.
    }
    batch(() => {
      this.session.value = session;
      document.title = session.project === null ? 'FusionScorer' : `${session.project.name} – FusionScorer`;
      if (now !== before) {
        this.settings.value = defaultSettings;
        this.keyboard.changed.value = {};
      }
    });
    if (now !== before) {
      void this.outbox.use(now);
      if (now !== null) this.own = this.loadOwn();
    }
  }

  private async loadOwn(): Promise<void> {
    const [settings, organisation] = await Promise.allSettled([this.api.settings(), this.api.organisation()]);
    if (settings.status === 'fulfilled') this.useSettings(settings.value);
    if (organisation.status === 'fulfilled') this.organisation.value = organisation.value;
  }

  private useSettings(settings: UserSettings): void {
    batch(() => {
      this.settings.value = settings;
      this.keyboard.changed.value = settings.keys;
    });
    try {
      localStorage.setItem('fusionscorer.theme', settings.theme);
    } catch {
      // The theme then comes a moment later.
    }
  }

  private async policyChanged(): Promise<void> {
    this.toast('The policy changed while you were deciding. Your answers count; the levels on the next clips may be new.');
    await this.api.session().catch(() => {});
  }

  private cookieUser(): string | null {
    try {
      const name = localStorage.getItem(userKey);
      if (name !== null) return name === '' ? null : name;
    } catch {
      // Then this tab's own knowledge has to do.
    }
    return this.user.peek()?.name ?? null;
  }
}

export const AppContext = createContext<App | null>(null);

export function useApp(): App {
  const app = useContext(AppContext);
  if (app === null) throw new Error('No app around this part.');
  return app;
}
