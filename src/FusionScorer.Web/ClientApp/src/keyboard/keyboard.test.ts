import { afterEach, describe, expect, it, vi } from 'vitest';
import { commands } from './commands';
import { Keyboard, keyCap, keyName, keyShortcut } from './keyboard';

const press = (keyboard: Keyboard, init: KeyboardEventInit, target: Element = document.body) => {
  const event = new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init });
  Object.defineProperty(event, 'target', { value: target });
  return keyboard.handle(event);
};
const element = (html: { tag: string; type?: string }) => {
  const made = document.createElement(html.tag);
  if (html.type !== undefined) (made as HTMLInputElement).type = html.type;
  document.body.append(made);
  return made;
};

describe('Keyboard', () => {
  afterEach(() => document.body.replaceChildren());

  it('has no two commands on one key to begin with', () => {
    expect(new Set(commands.map((command) => command.key)).size).toBe(commands.length);
    expect(new Keyboard().conflicts()).toEqual([]);
  });

  it('tells digits by their place, with and without Shift', () => {
    const keyboard = new Keyboard();
    const level = vi.fn();
    const atLeast = vi.fn();
    keyboard.register({ 'level.3': level, 'atleast.3': atLeast });
    press(keyboard, { key: '3', code: 'Digit3' });
    press(keyboard, { key: '"', code: 'Digit3' }); // a French keyboard
    press(keyboard, { key: '#', code: 'Digit3', shiftKey: true });
    expect(level).toHaveBeenCalledTimes(2);
    expect(atLeast).toHaveBeenCalledTimes(1);
  });

  it('hears letters of other scripts by their place, and signs by themselves', () => {
    const plain = { shiftKey: false, ctrlKey: false, altKey: false, metaKey: false };
    expect(keyName({ ...plain, key: 'г', code: 'KeyU' })).toBe('u');
    expect(keyName({ ...plain, key: '?', code: 'Slash', shiftKey: true })).toBe('?');
    expect(keyName({ ...plain, key: 'Shift', code: 'ShiftLeft', shiftKey: true })).toBeNull();
    expect(keyCap('Shift+3')).toBe('⇧3');
    expect(keyShortcut('Ctrl+z')).toBe('Control+Z');
  });

  it('leaves keys with Ctrl, Alt or Meta to the browser', () => {
    const keyboard = new Keyboard();
    const skip = vi.fn();
    keyboard.register({ skip });
    for (const held of [{ ctrlKey: true }, { altKey: true }, { metaKey: true }]) expect(press(keyboard, { key: 's', code: 'KeyS', ...held })).toBe(false);
    expect(skip).not.toHaveBeenCalled();
  });

  it.each([{ tag: 'textarea' }, { tag: 'select' }, { tag: 'input', type: 'text' }, { tag: 'input', type: 'search' }, { tag: 'input', type: 'number' }])('rests while typing in $tag $type', (html) => {
    const keyboard = new Keyboard();
    const flag = vi.fn();
    keyboard.register({ flag });
    expect(press(keyboard, { key: 'f', code: 'KeyF' }, element(html))).toBe(false);
    expect(flag).not.toHaveBeenCalled();
  });

  it('leaves Space and Enter to a focused button, and nothing else', () => {
    const keyboard = new Keyboard();
    const play = vi.fn();
    const flag = vi.fn();
    keyboard.register({ play, flag });
    const button = element({ tag: 'button' });
    press(keyboard, { key: ' ', code: 'Space' }, button);
    press(keyboard, { key: 'f', code: 'KeyF' }, button);
    expect(play).not.toHaveBeenCalled();
    expect(flag).toHaveBeenCalledOnce();
  });

  it('decides once for a key held down, but seeks on', () => {
    const keyboard = new Keyboard();
    const level = vi.fn();
    const forward = vi.fn();
    keyboard.register({ 'level.1': level, forward });
    for (const repeat of [false, true, true]) {
      press(keyboard, { key: '1', code: 'Digit1', repeat });
      press(keyboard, { key: 'ArrowRight', code: 'ArrowRight', repeat });
    }
    expect(level).toHaveBeenCalledOnce();
    expect(forward).toHaveBeenCalledTimes(3);
  });

  it('rests behind an open dialog', () => {
    const keyboard = new Keyboard();
    const flag = vi.fn();
    keyboard.register({ flag });
    const dialog = element({ tag: 'dialog' });
    dialog.setAttribute('open', '');
    press(keyboard, { key: 'f', code: 'KeyF' });
    expect(flag).not.toHaveBeenCalled();
  });

  it('can be remapped; the old key is free then', () => {
    const keyboard = new Keyboard();
    const flag = vi.fn();
    keyboard.register({ flag });
    keyboard.changed.value = { flag: 'x' };
    press(keyboard, { key: 'f', code: 'KeyF' });
    expect(flag).not.toHaveBeenCalled();
    press(keyboard, { key: 'x', code: 'KeyX' });
    expect(flag).toHaveBeenCalledOnce();
    expect(keyboard.objection('skip', 'f')).toBeNull();
  });

  it('refuses a key that is taken, or that the browser needs', () => {
    const keyboard = new Keyboard();
    expect(keyboard.objection('flag', 's')).toContain('Skip');
    expect(keyboard.objection('flag', 'f')).toBeNull();
    expect(keyboard.objection('flag', 'Tab')).toContain('browser');
    keyboard.changed.value = { flag: 's' };
    expect(keyboard.conflicts()).toEqual([['skip', 'flag']]);
  });

  it('lets the later of two registrations hear, until it goes', () => {
    const keyboard = new Keyboard();
    const first = vi.fn();
    const second = vi.fn();
    keyboard.register({ help: first });
    const back = keyboard.register({ help: second });
    press(keyboard, { key: '?', code: 'Slash', shiftKey: true });
    back();
    press(keyboard, { key: '?', code: 'Slash', shiftKey: true });
    expect([first.mock.calls.length, second.mock.calls.length]).toEqual([1, 1]);
  });
});
