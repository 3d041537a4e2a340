/** What keys can do. Names are stored in a reviewer's settings, so they do not change. */
export interface Command {
  name: string;
  label: string;
  group: 'Decide' | 'Watch' | 'Look' | 'Anywhere';
  key: string;
  /** Goes on while the key is held down. Decisions never do. */
  repeats?: boolean;
}

const digits = [1, 2, 3, 4, 5, 6, 7, 8, 9];

export const commands: readonly Command[] = [
  ...digits.map((n): Command => ({ name: `level.${n}`, label: `Level ${n}`, group: 'Decide', key: `${n}` })),
  ...digits.map((n): Command => ({ name: `atleast.${n}`, label: `Level ${n} or stricter`, group: 'Decide', key: `Shift+${n}` })),
  { name: 'unsure', label: 'Unsure', group: 'Decide', key: 'u' },
  { name: 'skip', label: 'Skip, no reason asked', group: 'Decide', key: 's' },
  { name: 'flag', label: 'Flag for a lead', group: 'Decide', key: 'f' },
  { name: 'undo', label: 'Undo the last decision', group: 'Decide', key: 'z' },
  { name: 'note', label: 'Write a note', group: 'Decide', key: 'e' },
  { name: 'next', label: 'Go on after a batch; take a clip to decide', group: 'Decide', key: 'Enter' },

  { name: 'play', label: 'Play or pause', group: 'Watch', key: 'Space' },
  { name: 'loop', label: 'Loop around the evidence', group: 'Watch', key: 'l' },
  { name: 'slower', label: 'Slower', group: 'Watch', key: '[' },
  { name: 'faster', label: 'Faster', group: 'Watch', key: ']' },
  { name: 'back', label: 'Back 5 s', group: 'Watch', key: 'ArrowLeft', repeats: true },
  { name: 'forward', label: 'Forward 5 s', group: 'Watch', key: 'ArrowRight', repeats: true },
  { name: 'mute', label: 'Sound on or off', group: 'Watch', key: 'm' },
  { name: 'reveal', label: 'Reveal one step', group: 'Watch', key: 'r' },
  { name: 'cover', label: 'Cover again', group: 'Watch', key: 'h' },

  { name: 'evidence.next', label: 'Next evidence', group: 'Look', key: 'n' },
  { name: 'evidence.previous', label: 'Previous evidence', group: 'Look', key: 'p' },
  { name: 'words', label: 'Show or mask words', group: 'Look', key: 'w' },
  { name: 'panel', label: 'Next panel', group: 'Look', key: 'v' },

  { name: 'search', label: 'Search the queue', group: 'Anywhere', key: '/' },
  { name: 'help', label: 'Help on keys', group: 'Anywhere', key: '?' },
];

export const commandOf = new Map(commands.map((command) => [command.name, command]));
