import type { Protection } from '../api/types';

export type RevealStep = 0 | 1 | 2;

/** The width at which `Protection.blur` is meant. */
const blurWidth = 480;

/** Where a new clip starts: fully protected; only with neither blur nor grey is there nothing to reveal. */
export const firstStep = (protection: Protection): RevealStep => (protection.blur <= 0 && !protection.grey ? 2 : 0);

/** One step further. Grey alone has no middle step: it would look the same. */
export const nextStep = (step: RevealStep, protection: Protection): RevealStep =>
  step === 0 && protection.twoStep && protection.blur > 0 ? 1 : 2;

/** The CSS filter of a picture this many pixels wide; the same share of the picture is blurred at every size. */
export function filterOf(step: RevealStep, protection: Protection, shownWidth: number): string {
  if (step === 2) return 'none';
  if (step === 1) return 'grayscale(1)';
  const blur = Math.max(0, protection.blur) * (shownWidth > 0 ? shownWidth : blurWidth) / blurWidth;
  const parts = [protection.grey ? 'grayscale(1)' : '', blur > 0 ? `blur(${Math.max(1, blur).toFixed(1)}px)` : ''];
  return parts.filter(part => part !== '').join(' ') || 'none';
}

/** What the next press of reveal shows, in words for its button. */
export const revealText = (step: RevealStep, protection: Protection): string =>
  step === 2 ? 'Shown in colour' : nextStep(step, protection) === 1 ? 'Reveal in grey' : step === 1 || !protection.grey ? 'Show in colour' : 'Reveal';

/** How the picture is protected now, in words. */
export function protectionText(step: RevealStep, protection: Protection, muted: boolean): string {
  const picture = step === 2 ? ['in colour'] : step === 1 ? ['grey'] : [protection.blur > 0 ? 'blurred' : '', protection.grey ? 'grey' : ''].filter(part => part !== '');
  return [...picture, muted ? 'muted' : 'with sound'].join(', ');
}
