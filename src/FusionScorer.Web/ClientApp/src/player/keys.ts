/** Texts of the key caps shown on buttons; what is left out shows none. */
export interface StageKeys {
  reveal?: string | undefined;
  cover?: string | undefined;
  play?: string | undefined;
  mute?: string | undefined;
  loop?: string | undefined;
  slower?: string | undefined;
  faster?: string | undefined;
  next?: string | undefined;
  previous?: string | undefined;
  words?: string | undefined;
}
