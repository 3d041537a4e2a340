import type { Protection, UserSettings } from '../api/types';

/** Until the reviewer's own settings are here: everything covered. */
export const fullProtection: Protection = { blur: 24, grey: true, mute: true, twoStep: true, maskWords: true, breakAfterMinutes: 20 };

export const defaultSettings: UserSettings = { protection: fullProtection, keys: {}, theme: 'system', preRoll: 3 };

/** One's own wish and the organisation's floor: the stricter of each. */
export function effective(own: Protection, floor: Protection | null): Protection {
  if (floor === null) return own;
  return {
    blur: Math.max(own.blur, floor.blur),
    grey: own.grey || floor.grey,
    mute: own.mute || floor.mute,
    twoStep: own.twoStep || floor.twoStep,
    maskWords: own.maskWords || floor.maskWords,
    breakAfterMinutes: sooner(own.breakAfterMinutes, floor.breakAfterMinutes),
  };
}

/** 0 means never, so it is the latest. */
function sooner(a: number, b: number): number {
  if (a === 0 || b === 0) return Math.max(a, b);
  return Math.min(a, b);
}
