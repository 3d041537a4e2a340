import type { Figure, ProgressReport } from '../../api/progressTypes';

const decimals = (value: number, digits: number) => value.toLocaleString(undefined, { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** `81.2 %`; only all is `100.0 %`, only nothing `0.0 %`. */
export function share(value: number): string {
  if (value > 0 && value < 0.0005) return `<${decimals(0.1, 1)} %`;
  if (value < 1 && value >= 0.9995) return `>${decimals(99.9, 1)} %`;
  return `${decimals(value * 100, 1)} %`;
}
/** `90 %`, `92.5 %` */
export const roundShare = (value: number) => `${(value * 100).toLocaleString(undefined, { maximumFractionDigits: 1 })} %`;
export const plain = (value: number) => decimals(value, 2);
export const count = (value: number) => Math.round(value).toLocaleString();
/** `1 clip`, `2 clips` */
export const counted = (value: number, one: string, more = `${one}s`) => `${count(value)} ${value === 1 ? one : more}`;

/** `(76.0–85.9)`; empty while nothing is measured. */
export function interval(figure: Figure, kind: 'share' | 'plain'): string {
  if (figure.value === null || figure.low === null || figure.high === null) return '';
  const end = (value: number) => (kind === 'share' ? decimals(value * 100, 1) : plain(value));
  return `(${end(figure.low)}–${end(figure.high)})`;
}

/** `48 s`, `12 min`, `3 h 20 min`, `4,210 h` */
export function span(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  if (seconds < 59.5) return `${Math.max(0, Math.round(seconds))} s`;
  if (minutes < 60) return `${minutes} min`;
  if (minutes >= 6000) return `${count(seconds / 3600)} h`;
  const hours = Math.floor(minutes / 60);
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
}

/** `.9` and `0.9` → 0.9; what is no share above 0 and at most 1 → 0.9, as on the command line. */
export function parseTarget(text: string | null): number {
  const value = Number(text ?? '');
  return value > 0 && value <= 1 ? value : 0.9;
}

/** Decisions that the target still needs. */
export function neededWords(needed: ProgressReport['needed']): string {
  const { verdict, more, from, to } = needed;
  if (verdict === 'reached') return 'None: the target is reached.';
  if (verdict === 'notReachable') return 'Not reachable with these signals, as far as can be seen.';
  if (verdict === 'tooEarly' || more === null) return 'Too early to say.';
  if (more === 0) return `Perhaps none${to !== null && to > 0 ? `, up to ${count(to)}` : ''}; more audit answers will tell.`;
  if (to === null) return `About ${count(more)} more (${count(from ?? more)} or more; perhaps never).`;
  return `About ${count(more)} more (${count(from ?? more)}–${count(to)}).`;
}

export const adviceWords = { stop: 'Asking can stop', goOn: 'Go on', notYetKnown: 'Not yet known' } as const;

/** The rules write in small letters, for one line of a terminal. */
export const sentence = (text: string) => (text === '' ? '' : `${text[0]!.toLocaleUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`);

/** Answers by kind, those that were given at all. */
export function answerWords(answers: ProgressReport['answers']): string {
  const names = { level: 'with a level', unsure: 'unsure', skip: 'skipped', flag: 'flagged', undo: 'taken back' } as const;
  return (Object.keys(names) as (keyof typeof names)[]).filter((kind) => (answers[kind] ?? 0) > 0).map((kind) => `${count(answers[kind])} ${names[kind]}`).join(', ');
}
