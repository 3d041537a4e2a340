import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { ApiError, words } from '../api/client';
import { useApp } from '../app/app';
import { go } from '../app/router';

const shortest = 12;

export function SignInPage(props: { needsSetup: boolean }) {
  const app = useApp();
  const others = [...app.outbox.others.value];
  return (
    <Sheet title="Sign in" button="Sign in" onSend={async (data) => {
      try {
        await app.api.signIn(text(data, 'name'), text(data, 'password'));
      } catch (error) {
        throw error instanceof ApiError && error.status === 401 ? new Error('Name or password is wrong.') : error;
      }
    }}>
      {props.needsSetup && <p class="hint">This project has no administrator yet. Open the one-time link that <code>fusion review</code> printed in the terminal.</p>}
      <Field name="name" label="Name" autoComplete="username" />
      <Field name="password" label="Password" type="password" autoComplete="current-password" />
      {app.session.value?.singleSignOn === true && <p class="hint"><a href="/api/v1/session/oidc" data-testid="single-sign-on">Sign in with your organisation</a></p>}
      {others.map(([user, count]) => <p key={user} class="hint">{count} {count === 1 ? 'answer' : 'answers'} of <bdi>{user}</bdi> {count === 1 ? 'is' : 'are'} kept in this browser and sent when that account signs in.</p>)}
    </Sheet>
  );
}

export function WelcomePage(props: { token: string }) {
  const app = useApp();
  return (
    <Sheet title="Welcome" button="Create the account" onSend={async (data) => {
      const password = twice(data);
      await app.api.setUp(props.token, text(data, 'name'), password);
      go('/review', true);
    }}>
      <p class="hint">You are the first here, so this account becomes the administrator. The link works once.</p>
      {props.token === '' && <p class="bad">The link is not complete. Copy all of it from the terminal.</p>}
      <Field name="name" label="Your name" autoComplete="username" />
      <NewPassword />
    </Sheet>
  );
}

export function InvitationPage(props: { token: string }) {
  const app = useApp();
  return (
    <Sheet title="You are invited" button="Set the password" onSend={async (data) => {
      await app.api.acceptInvitation(props.token, twice(data));
      go('/review', true);
    }}>
      <p class="hint">Choose a password for your account. The link works once.</p>
      {props.token === '' && <p class="bad">The link is not complete. Ask for it again.</p>}
      <NewPassword />
    </Sheet>
  );
}

function NewPassword() {
  return (
    <>
      <Field name="password" label={`Password, ${shortest} characters or more`} type="password" autoComplete="new-password" minLength={shortest} />
      <Field name="again" label="The same again" type="password" autoComplete="new-password" minLength={shortest} />
    </>
  );
}

export function Field(props: { name: string; label: string; type?: 'text' | 'password'; autoComplete?: string; minLength?: number }) {
  const { label, type = 'text', name, ...rest } = props;
  const more = { name, required: true, maxLength: 200, spellcheck: false, 'data-testid': `field-${name}`, ...rest };
  return (
    <label class="field">
      <span>{label}</span>
      {type === 'text' ? <input type="text" autoCapitalize="none" {...more} /> : <input type="password" {...more} />}
    </label>
  );
}

function Sheet(props: { title: string; button: string; children: ComponentChildren; onSend: (data: FormData) => Promise<void> }) {
  const app = useApp();
  const busy = useSignal(false);
  const fault = useSignal<string | null>(null);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector('input')?.focus(), []);
  const send = async (event: Event) => {
    event.preventDefault();
    if (form.current === null || busy.value) return;
    busy.value = true;
    fault.value = null;
    try {
      await props.onSend(new FormData(form.current));
    } catch (error) {
      fault.value = words(error);
    }
    busy.value = false;
  };
  return (
    <form ref={form} class="sheet" onSubmit={(event) => void send(event)}>
      <p class="product">FusionScorer{app.project.value === null ? null : <> · <bdi>{app.project.value.name}</bdi></>}</p>
      <h1>{props.title}</h1>
      {props.children}
      <p class="bad" role="alert" data-testid="form-error">{fault.value}</p>
      <button type="submit" class="primary" disabled={busy.value} data-testid="submit">{props.button}</button>
    </form>
  );
}

function text(data: FormData, name: string): string {
  const value = data.get(name);
  return typeof value === 'string' ? value : '';
}

function twice(data: FormData): string {
  if (text(data, 'password') !== text(data, 'again')) throw new Error('The two passwords differ.');
  return text(data, 'password');
}
