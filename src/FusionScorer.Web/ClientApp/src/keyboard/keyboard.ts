import { computed, signal } from '@preact/signals';
import { commandOf, commands } from './commands';

/** A key as it is stored and shown: `u`, `Shift+3`, `Ctrl+z`, `?`, `Space`, `ArrowLeft`. Null for a modifier alone. */
export function keyName(event: Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey'>): string | null {
  if (['Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'CapsLock', 'Dead', 'Process', 'Unidentified'].includes(event.key)) return null;
  const held = (event.ctrlKey ? 'Ctrl+' : '') + (event.altKey ? 'Alt+' : '') + (event.metaKey ? 'Meta+' : '');
  // The place of a digit, not its sign: with Shift, or on a French keyboard, the sign is another.
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(event.code);
  if (digit !== null) return `${held}${event.shiftKey ? 'Shift+' : ''}${digit[1]!}`;
  if (event.key === ' ') return `${held}${event.shiftKey ? 'Shift+' : ''}Space`;
  if (event.key.length > 1) return `${held}${event.shiftKey ? 'Shift+' : ''}${event.key}`;
  const letter = event.key.toLowerCase();
  if (/^[a-z]$/.test(letter)) return `${held}${event.shiftKey ? 'Shift+' : ''}${letter}`;
  // Letters of other scripts: the place where a Latin keyboard has one.
  const place = /^Key([A-Z])$/.exec(event.code);
  if (place !== null && event.key.charCodeAt(0) > 127) return `${held}${event.shiftKey ? 'Shift+' : ''}${place[1]!.toLowerCase()}`;
  return held + event.key;
}

const signs: Record<string, string> = { Space: 'space', ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓', Enter: '↵', Escape: 'esc', Backspace: '⌫' };

/** A key as a key cap shows it. */
export function keyCap(name: string): string {
  const parts = name === '+' ? ['+'] : name.split('+');
  return parts.map((part) => (part === 'Shift' ? '⇧' : (signs[part] ?? part))).join('');
}

/** As `aria-keyshortcuts` wants it. */
export function keyShortcut(name: string): string {
  return name.replace('Ctrl+', 'Control+').replace(/(^|\+)([a-z])$/, (_, plus: string, letter: string) => plus + letter.toUpperCase());
}

/** Keys that would take away browsing itself. */
const reserved = new Set(['Tab', 'Shift+Tab', 'Escape', 'F5', 'F11', 'F12', 'Ctrl+r', 'Ctrl+w', 'Ctrl+t', 'Meta+r', 'Meta+w', 'Meta+t']);

export type Handler = () => void;

export class Keyboard {
  /** What differs from the defaults. */
  readonly changed = signal<Record<string, string>>({});
  /** Shift is down: buttons say what they would do now. */
  readonly shift = signal(false);
  private readonly keys = computed(() => new Map(commands.map((command) => [command.name, this.changed.value[command.name] ?? command.key])));
  private readonly byKey = computed(() => {
    const found = new Map<string, string>();
    for (const [name, key] of this.keys.value) if (!found.has(key)) found.set(key, name);
    return found;
  });
  private layers: Map<string, Handler>[] = [];

  key(name: string): string {
    return this.keys.value.get(name) ?? '';
  }

  /** Why a command cannot have this key; null when it can. */
  objection(name: string, key: string): string | null {
    if (reserved.has(key)) return 'The browser needs this key.';
    const holder = [...this.keys.value].find(([other, taken]) => taken === key && other !== name);
    return holder === undefined ? null : `“${commandOf.get(holder[0])?.label ?? holder[0]}” has this key.`;
  }

  /** Commands that share a key (settings of another version may bring that about). */
  conflicts(): [string, string][] {
    return [...this.keys.value].filter(([name, key]) => this.byKey.value.get(key) !== name).map(([name, key]) => [this.byKey.value.get(key)!, name]);
  }

  /** Later registrations stand before earlier ones. Returns what takes them back. */
  register(handlers: Record<string, Handler>): () => void {
    const layer = new Map(Object.entries(handlers));
    this.layers.push(layer);
    return () => void (this.layers = this.layers.filter((one) => one !== layer));
  }

  /** True when a command took the key. */
  handle(event: KeyboardEvent): boolean {
    this.shift.value = event.shiftKey;
    if (event.defaultPrevented || event.isComposing) return false;
    // Nothing behind an open dialog hears keys.
    if (document.querySelector('dialog[open]') !== null) return false;
    const key = keyName(event);
    if (key === null || typing(event.target) || ownKey(event.target, key)) return false;
    const name = this.byKey.value.get(key);
    if (name === undefined) return false;
    const handler = this.layers.findLast((layer) => layer.has(name))?.get(name);
    if (handler === undefined) return false;
    event.preventDefault();
    if (!event.repeat || commandOf.get(name)?.repeats === true) handler();
    return true;
  }

  listen(target: Window): () => void {
    const down = (event: KeyboardEvent) => void this.handle(event);
    const up = (event: KeyboardEvent) => (this.shift.value = event.shiftKey);
    const away = () => (this.shift.value = false);
    target.addEventListener('keydown', down);
    target.addEventListener('keyup', up);
    target.addEventListener('blur', away);
    return () => {
      target.removeEventListener('keydown', down);
      target.removeEventListener('keyup', up);
      target.removeEventListener('blur', away);
    };
  }
}

/** A field that takes text: no key means anything else there. */
export function typing(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit', 'range'].includes(target.type);
}

/** Focused controls keep the keys that work them. */
function ownKey(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element)) return false;
  const role = target.getAttribute('role');
  const arrow = key.startsWith('Arrow');
  if (target instanceof HTMLInputElement) return key === 'Space' || arrow;
  if (role === 'slider' || role === 'tab' || role === 'radio') return arrow || ((role === 'tab' || role === 'radio') && (key === 'Space' || key === 'Enter'));
  if (target.closest('button, summary') !== null) return key === 'Space' || key === 'Enter';
  return target.closest('a[href]') !== null && key === 'Enter';
}
