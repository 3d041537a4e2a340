import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { words } from '../api/client';
import type { UserSettings } from '../api/types';
import { Icon } from '../parts/icons';
import { useApp } from './app';
import { place } from './router';
import { leave } from '../review/useReview';
import { SaveState } from './SaveState';

export function TopBar() {
  const app = useApp();
  const role = app.user.value?.role;
  const lead = role === 'lead' || role === 'admin';
  const { path } = place.value;
  const link = (href: string, text: string) => <a href={href} aria-current={path === href || (href === '/review' && path === '/') || (href === '/quality' && path === '/adjudication') ? 'page' : undefined}>{text}</a>;
  return (
    <header class="top">
      <span class="project" dir="auto" title={app.project.value?.name}>{app.project.value?.name ?? 'FusionScorer'}</span>
      <nav aria-label="Pages">
        {link('/review', 'Review')}
        {link('/queue', 'Queue')}
        {link('/library', 'Library')}
        {link('/progress', 'Progress')}
        {(lead || role === 'policy') && link('/tuning', 'Tuning')}
        {lead && link('/quality', 'Quality')}
      </nav>
      <span class="spring" />
      <ModelNote />
      <SaveState />
      <UserMenu />
    </header>
  );
}

function ModelNote() {
  const model = useApp().model.value;
  if (model === null) return null;
  const text = model.state === 'learning' ? 'learning…' : model.pending > 0 ? `${model.pending} to learn from` : 'model up to date';
  return (
    <>
      {model.disagreements > 0 && (
        <a class="badge" href="/queue?status=disagrees" data-testid="disagreements" title="Decisions with which the model now disagrees. Nothing was changed.">
          {model.disagreements} {model.disagreements === 1 ? 'disagreement' : 'disagreements'}
        </a>
      )}
      <span class="state faint" data-testid="model-state" title={`Run ${model.run}, policy ${model.policy}`}>{text}</span>
    </>
  );
}

const themes: [UserSettings['theme'], 'half' | 'sun' | 'moon', string][] = [['system', 'half', 'System'], ['light', 'sun', 'Light'], ['dark', 'moon', 'Dark']];

function UserMenu() {
  const app = useApp();
  const open = useSignal(false);
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const outside = (event: Event) => {
      if (root.current?.contains(event.target as Node) !== true) open.value = false;
    };
    document.addEventListener('pointerdown', outside);
    document.addEventListener('focusin', outside);
    return () => {
      document.removeEventListener('pointerdown', outside);
      document.removeEventListener('focusin', outside);
    };
  }, [open]);
  const user = app.user.value;
  if (user === null) return null;
  const waiting = app.outbox.waiting.value.length;
  const setTheme = (theme: UserSettings['theme']) => app.saveSettings({ ...app.settings.peek(), theme }).catch((error: unknown) => app.toast(words(error), 'bad'));
  return (
    <div class="menu" ref={root} onKeyDown={(event) => {
      if (event.key !== 'Escape') return;
      open.value = false;
      root.current?.querySelector('button')?.focus();
    }}>
      <button type="button" class="plain" aria-expanded={open.value} aria-controls="user-menu" data-testid="user-menu" onClick={() => (open.value = !open.value)}>
        <Icon name="user" /><bdi>{user.name}</bdi><Icon name="down" />
      </button>
      {open.value && (
        <div id="user-menu" class="menu-sheet">
          <p class="faint">Signed in as {user.role}</p>
          <div class="segments" role="group" aria-label="Theme">
            {themes.map(([theme, icon, text]) => (
              <button key={theme} type="button" aria-pressed={app.settings.value.theme === theme} onClick={() => void setTheme(theme)}><Icon name={icon} />{text}</button>
            ))}
          </div>
          {(user.role === 'lead' || user.role === 'admin') && (
            <nav class="menu-links" aria-label="For leads">
              <a href="/held" onClick={() => (open.value = false)}>Held clips</a>
              <a href="/people" onClick={() => (open.value = false)}>People</a>
              <a href="/audit" onClick={() => (open.value = false)}>Audit log</a>
            </nav>
          )}
          <a href="/settings" onClick={() => (open.value = false)}>Settings</a>
          <button type="button" class="plain" onClick={() => { open.value = false; app.helpOpen.value = true; }}>Keys and help</button>
          <button type="button" class="plain" data-testid="sign-out" onClick={() => void leave(app).catch((error: unknown) => app.toast(words(error), 'bad'))}>Sign out</button>
          {waiting > 0 && <p class="faint">{waiting} not sent yet. They stay in this browser until you sign in again.</p>}
        </div>
      )}
    </div>
  );
}
