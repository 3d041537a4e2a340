import { useSignal } from '@preact/signals';
import { words } from '../api/client';
import type { Organisation, UserSettings } from '../api/types';
import { useApp } from '../app/app';
import { KeysSettings } from './KeysSettings';
import { ProtectionFields } from './ProtectionFields';
import { Field } from './SignInPages';

/** What a reviewer sets for themselves; leads also set the floor for all. Saved as it is changed. */
export function SettingsPage() {
  const app = useApp();
  const role = app.user.value?.role;
  const settings = app.settings.value;
  const change = (part: Partial<UserSettings>) => app.saveSettings({ ...app.settings.peek(), ...part }).catch((error: unknown) => app.toast(words(error), 'bad'));
  return (
    <main class="page" id="main" tabIndex={-1}>
      <div class="settings">
        <h1>Settings</h1>
        <section>
          <h2>Protection</h2>
          <p class="faint">How every clip starts. You uncover what you need, when you need it; it takes effect with the next clip.</p>
          <ProtectionFields id="own" value={settings.protection} floor={app.organisation.value?.floor ?? null} onChange={(protection) => void change({ protection })} />
        </section>
        <section>
          <h2>Playing</h2>
          <label class="setting">
            <span>Start before a mark</span>
            <input type="number" min={0} max={30} step={0.5} value={settings.preRoll} data-testid="pre-roll" onChange={(event) => void change({ preRoll: Math.min(30, Math.max(0, Number(event.currentTarget.value) || 0)) })} />
            <span>seconds</span>
          </label>
          <label class="setting">
            <span>Theme</span>
            <select value={settings.theme} data-testid="theme" onChange={(event) => void change({ theme: event.currentTarget.value as UserSettings['theme'] })}>
              <option value="system">As the system</option><option value="light">Light</option><option value="dark">Dark</option>
            </select>
          </label>
        </section>
        <KeysSettings />
        {(role === 'lead' || role === 'admin') && app.organisation.value !== null && <OrganisationSettings organisation={app.organisation.value} />}
        <PasswordSettings />
      </div>
    </main>
  );
}

function OrganisationSettings(props: { organisation: Organisation }) {
  const app = useApp();
  const draft = useSignal(props.organisation);
  const changed = JSON.stringify(draft.value) !== JSON.stringify(props.organisation);
  const save = async () => {
    try {
      const kept = await app.api.saveOrganisation(draft.peek());
      app.organisation.value = kept ?? draft.peek();
      draft.value = app.organisation.peek()!;
      app.toast('The floor holds for everybody from now on.');
    } catch (error) {
      app.toast(words(error), 'bad');
    }
  };
  return (
    <section data-testid="organisation">
      <h2>Floor of the organisation</h2>
      <p class="faint">Nobody can set less than this. Personal settings may be stricter.</p>
      <ProtectionFields id="floor" value={draft.value.floor} floor={null} onChange={(floor) => (draft.value = { ...draft.peek(), floor })} />
      <label class="setting">
        <span>A clip stays held</span>
        <input type="number" min={1} max={120} value={draft.value.leaseMinutes} onChange={(event) => (draft.value = { ...draft.peek(), leaseMinutes: Math.min(120, Math.max(1, Math.round(Number(event.currentTarget.value)) || 10)) })} />
        <span>minutes without its reviewer</span>
      </label>
      <button type="button" class="primary" disabled={!changed} data-testid="save-floor" onClick={() => void save()}>Save the floor</button>
    </section>
  );
}

function PasswordSettings() {
  const app = useApp();
  const said = useSignal<{ text: string; bad: boolean } | null>(null);
  const send = async (event: Event) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const data = new FormData(form);
    if (data.get('password') !== data.get('again')) return void (said.value = { text: 'The two passwords differ.', bad: true });
    try {
      await app.api.changePassword(`${data.get('old') as string}`, `${data.get('password') as string}`);
      form.reset();
      said.value = { text: 'The password is changed.', bad: false };
    } catch (error) {
      said.value = { text: words(error), bad: true };
    }
  };
  return (
    <section>
      <h2>Password</h2>
      <form class="password" onSubmit={(event) => void send(event)}>
        <Field name="old" label="Now" type="password" autoComplete="current-password" />
        <Field name="password" label="New" type="password" autoComplete="new-password" minLength={12} />
        <Field name="again" label="New, again" type="password" autoComplete="new-password" minLength={12} />
        <button type="submit">Change it</button>
        <p role="status" class={said.value?.bad === true ? 'bad' : ''}>{said.value?.text}</p>
      </form>
    </section>
  );
}
