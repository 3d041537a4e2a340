import { uuid } from './ids';
import type { Account, AuditEvent, ClaimAnswer, ClaimView, ClipBundle, DecisionAnswer, DecisionRequest, DecisionView, Draft, HeartbeatAnswer, Invitation, Organisation, Problem, ProxyAnswer, QueueFilter, QueuePage, Role, Session, UserSettings } from './types';

/** The server answered, and the answer is no. */
export class ApiError extends Error {
  constructor(readonly problem: Problem, readonly retryAfterSeconds: number | null = null) {
    super(problem.detail ?? problem.title);
  }
  get status(): number {
    return this.problem.status;
  }
}

/** No answer: no network, a server that is down, or one that took too long. */
export class NetworkError extends Error {}

export interface RequestOptions {
  timeoutMs?: number;
  /** The request outlives the page. */
  keepalive?: boolean;
  /** A 401 is an answer here, not the end of the session. */
  expect401?: boolean;
}

const part = encodeURIComponent;

/** Typed calls of `/api/v1`. */
export class Api {
  csrf = '';
  /** The session ended, or (by 403 and a look at the session) belongs to somebody else now. */
  onSignedOut: () => void = () => {};
  onSession: (session: Session) => void = () => {};

  constructor(
    private readonly doFetch: typeof fetch = (input, init) => fetch(input, init),
    private readonly base = '/api/v1',
    private readonly timeoutMs = 15_000,
  ) {}

  session = () => this.withToken(this.send<Session>('GET', '/session', undefined, { expect401: true }));
  signIn = (name: string, password: string) => this.withToken(this.send<Session>('POST', '/session', { name, password }, { expect401: true }));
  signOut = () => this.send<void>('DELETE', '/session');
  setUp = (token: string, name: string, password: string) => this.withToken(this.send<Session>('POST', '/setup', { token, name, password }, { expect401: true }));
  acceptInvitation = (token: string, password: string) => this.withToken(this.send<Session>('POST', '/invitations', { token, password }, { expect401: true }));

  settings = () => this.send<UserSettings>('GET', '/me/settings');
  saveSettings = (settings: UserSettings) => this.send<UserSettings | void>('PUT', '/me/settings', settings);
  changePassword = (old: string, next: string) => this.send<void>('POST', '/me/password', { old, new: next });
  organisation = () => this.send<Organisation>('GET', '/organisation');
  saveOrganisation = (organisation: Organisation) => this.send<Organisation | void>('PUT', '/organisation', organisation);

  queue = (query: string) => this.send<QueuePage>('GET', `/queue${query}`);
  claimNext = (filter: QueueFilter, count: number, have: string[]) => this.send<ClaimAnswer>('POST', '/queue/claims', { filter, count, have });
  heartbeat = (claims: { clip: string; token: string }[]) => this.send<HeartbeatAnswer>('POST', '/claims/heartbeat', { claims });
  claims = () => this.send<ClaimView[]>('GET', '/claims');
  release = (clip: string, token?: string, options?: RequestOptions) => this.send<void>('DELETE', `/claims/${part(clip)}${token === undefined ? '' : `?token=${part(token)}`}`, undefined, options);

  clip = (id: string) => this.send<ClipBundle>('GET', `/clips/${part(id)}`);
  claimClip = (id: string) => this.send<ClipBundle>('POST', `/clips/${part(id)}/claim`);
  askProxy = (clip: string, fromMs: number) => this.send<ProxyAnswer>('POST', `/clips/${part(clip)}/proxy`, { fromMs });
  readProxy = (clip: string) => this.send<ProxyAnswer>('GET', `/clips/${part(clip)}/proxy`);

  decide = (decision: DecisionRequest) => this.send<DecisionAnswer>('POST', '/decisions', decision);
  myDecisions = (limit = 10) => this.send<DecisionView[]>('GET', `/decisions/mine?limit=${limit}`);
  saveDraft = (clip: string, draft: Draft) => this.send<void>('PUT', `/drafts/${part(clip)}`, draft);
  deleteDraft = (clip: string) => this.send<void>('DELETE', `/drafts/${part(clip)}`);

  accounts = () => this.send<Account[]>('GET', '/accounts');
  addAccount = (name: string, role: Role) => this.send<Partial<Invitation> | void>('POST', '/accounts', { name, role });
  changeAccount = (name: string, change: { role?: Role; disabled?: boolean }) => this.send<void>('PATCH', `/accounts/${part(name)}`, change);
  invite = (name: string) => this.send<Invitation>('POST', `/accounts/${part(name)}/invitation`);
  get = <T>(path: string, options?: RequestOptions) => this.send<T>('GET', path, undefined, options);
  post = <T>(path: string, body?: unknown, options?: RequestOptions) => this.send<T>('POST', path, body, options);
  put = <T>(path: string, body: unknown) => this.send<T>('PUT', path, body);

  auditLog = (query: string) => this.send<AuditEvent[]>('GET', `/audit-log${query}`);

  private async withToken(answer: Promise<Session>): Promise<Session> {
    const session = await answer;
    this.csrf = session.csrf;
    this.onSession(session);
    return session;
  }

  private async send<T>(method: string, path: string, body?: unknown, options: RequestOptions = {}): Promise<T> {
    const answer = await this.once(method, path, body, options);
    // The token dies with a restart of the server or a sign-in in another tab; one fresh token tells that from a missing right.
    if (answer.status === 403 && method !== 'GET' && options.keepalive !== true) {
      const before = this.csrf;
      await this.session();
      if (this.csrf !== before) return this.read<T>(await this.once(method, path, body, options), options);
    }
    return this.read<T>(answer, options);
  }

  private async once(method: string, path: string, body: unknown, options: RequestOptions): Promise<Response> {
    const headers: Record<string, string> = { Accept: 'application/json, application/problem+json', 'X-Client': clientId() };
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    if (method !== 'GET') headers['X-CSRF-Token'] = this.csrf;
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), options.timeoutMs ?? this.timeoutMs);
    try {
      return await this.doFetch(this.base + path, {
        method,
        headers,
        credentials: 'same-origin',
        cache: 'no-store',
        keepalive: options.keepalive ?? false,
        signal: stop.signal,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch (error) {
      throw new NetworkError(stop.signal.aborted ? 'The server did not answer in time.' : `The server cannot be reached. (${String(error)})`);
    } finally {
      clearTimeout(timer);
    }
  }

  private async read<T>(answer: Response, options: RequestOptions): Promise<T> {
    const text = await answer.text().catch(() => {
      throw new NetworkError('The answer broke off.');
    });
    const value = parse(text);
    if (answer.ok) {
      if (text !== '' && value === undefined) throw new NetworkError('What answered is not FusionScorer.');
      return value as T;
    }
    if (answer.status === 401 && options.expect401 !== true) this.onSignedOut();
    const problem = isProblem(value) ? { ...value, status: answer.status } : { title: `The server answered ${answer.status}.`, status: answer.status };
    throw new ApiError(problem, seconds(answer.headers.get('Retry-After')));
  }
}

/** This tab, also after a reload: one account in two tabs holds no clip twice. */
function clientId(): string {
  const key = 'fusion.client';
  let id = sessionStorage.getItem(key);
  if (id === null) sessionStorage.setItem(key, (id = uuid()));
  return id;
}

function parse(text: string): unknown {
  try {
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && typeof (value as Problem).title === 'string';
}

function seconds(retryAfter: string | null): number | null {
  const value = Number(retryAfter ?? NaN);
  return Number.isFinite(value) && value >= 0 ? value : null;
}

/** One line for people. */
export function words(error: unknown): string {
  if (error instanceof ApiError && error.status === 429) return 'Too many attempts. Wait a minute, then try again.';
  return error instanceof Error ? error.message : String(error);
}
