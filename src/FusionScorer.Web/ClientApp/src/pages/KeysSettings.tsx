import { useSignal } from '@preact/signals';
import { words } from '../api/client';
import { useApp } from '../app/app';
import { commandOf, commands } from '../keyboard/commands';
import { keyCap, keyName } from '../keyboard/keyboard';

/** Each command's key: click it, press another. A key that is taken is refused, with its holder. */
export function KeysSettings() {
  const app = useApp();
  const { keyboard } = app;
  const listening = useSignal<string | null>(null);
  const fault = useSignal<string | null>(null);
  const levels = app.project.value?.levels.length ?? 9;
  const save = (keys: Record<string, string>) => app.saveSettings({ ...app.settings.peek(), keys }).catch((error: unknown) => (fault.value = words(error)));
  const press = (event: KeyboardEvent, name: string) => {
    if (listening.peek() !== name || event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') return void (listening.value = null);
    const key = keyName(event);
    if (key === null) return;
    fault.value = keyboard.objection(name, key);
    if (fault.value !== null) return;
    listening.value = null;
    const keys = { ...app.settings.peek().keys, [name]: key };
    if (commandOf.get(name)?.key === key) delete keys[name];
    void save(keys);
  };
  const shown = commands.filter((command) => Number(/\.(\d)$/.exec(command.name)?.[1] ?? 0) <= levels);
  return (
    <section>
      <h2>Keys</h2>
      <p class="faint">Click a key, then press the new one. Escape leaves it as it is.</p>
      <p class="bad" role="alert" data-testid="key-fault">{fault.value}</p>
      {keyboard.conflicts().map(([a, b]) => <p key={b} class="bad">“{commandOf.get(a)?.label}” and “{commandOf.get(b)?.label}” share a key; only the first works.</p>)}
      <ul class="keys">
        {shown.map((command) => (
          <li key={command.name}>
            <span>{command.label}</span>
            <button type="button" aria-pressed={listening.value === command.name} aria-label={`Key of ${command.label}: ${keyboard.key(command.name)}`} data-testid={`key-${command.name}`}
              onClick={() => { fault.value = null; listening.value = listening.peek() === command.name ? null : command.name; }}
              onKeyDown={(event) => press(event, command.name)} onBlur={() => listening.peek() === command.name && (listening.value = null)}>
              {listening.value === command.name ? 'press…' : <kbd>{keyCap(keyboard.key(command.name))}</kbd>}
            </button>
          </li>
        ))}
      </ul>
      {Object.keys(keyboard.changed.value).length > 0 && <button type="button" data-testid="keys-default" onClick={() => void save({})}>All keys as they were</button>}
    </section>
  );
}
