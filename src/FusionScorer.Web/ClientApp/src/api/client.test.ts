import { describe, expect, it, vi } from 'vitest';
import { Api, ApiError, NetworkError, words } from './client';

const json = (value: unknown, status = 200, headers: Record<string, string> = {}) => new Response(value === undefined ? null : JSON.stringify(value), { status, headers });
const session = (csrf: string, name = 'ada') => ({ user: { name, role: 'reviewer' }, csrf, needsSetup: false, project: null });

describe('Api', () => {
  it('sends the token with what changes something, and names with odd letters safely', async () => {
    const seen: [string, string | null][] = [];
    const api = new Api(async (input, init) => {
      seen.push([`${init?.method} ${String(input)}`, new Headers(init?.headers).get('X-CSRF-Token')]);
      return String(input).endsWith('/session') ? json(session('one')) : json(undefined, 204);
    });
    await api.session();
    await api.release('../a b?x=1#y');
    await api.myDecisions();
    expect(seen).toEqual([['GET /api/v1/session', null], ['DELETE /api/v1/claims/..%2Fa%20b%3Fx%3D1%23y', 'one'], ['GET /api/v1/decisions/mine?limit=10', null]]);
  });

  it('takes a fresh token once when the old one died', async () => {
    let token = 'old';
    const api = new Api(async (input, init) => {
      if (String(input).endsWith('/session')) return json(session(token));
      return new Headers(init?.headers).get('X-CSRF-Token') === 'new' ? json(undefined, 204) : json({ title: 'Token', status: 403 }, 403);
    });
    await api.session();
    token = 'new';
    await api.deleteDraft('c');
    expect(api.csrf).toBe('new');
  });

  it('leaves a missing right a refusal', async () => {
    const api = new Api(async (input) => (String(input).endsWith('/session') ? json(session('same')) : json({ title: 'Not for reviewers', status: 403 }, 403)));
    await api.session();
    await expect(api.invite('x')).rejects.toMatchObject({ status: 403, message: 'Not for reviewers' });
  });

  it('says when the session ended, but not for a wrong password', async () => {
    const api = new Api(async () => json({ title: 'Sign in', status: 401 }, 401));
    const out = vi.fn();
    api.onSignedOut = out;
    await expect(api.signIn('a', 'b')).rejects.toBeInstanceOf(ApiError);
    expect(out).not.toHaveBeenCalled();
    await expect(api.settings()).rejects.toBeInstanceOf(ApiError);
    expect(out).toHaveBeenCalledOnce();
  });

  it('tells a server that is away from one that says no', async () => {
    const cut = new Api(async () => { throw new TypeError('failed'); });
    await expect(cut.settings()).rejects.toBeInstanceOf(NetworkError);
    const slow = new Api((_, init) => new Promise((_resolve, reject) => init?.signal?.addEventListener('abort', () => reject(new Error('aborted')))), '/api/v1', 5);
    await expect(slow.settings()).rejects.toThrow('in time');
    const portal = new Api(async () => new Response('<html>Wi-Fi sign-in</html>', { status: 200 }));
    await expect(portal.settings()).rejects.toBeInstanceOf(NetworkError);
    const busy = new Api(async () => json({ title: 'Slow down' }, 429, { 'Retry-After': '3' }));
    const fault = await busy.settings().catch((error: unknown) => error);
    expect(fault).toMatchObject({ status: 429, retryAfterSeconds: 3 });
    expect(words(fault)).toContain('Wait');
  });
});
