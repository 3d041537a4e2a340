import './parts.css';

export { EvidenceList } from './EvidenceList';
export type { StageKeys } from './keys';
export { MaskedText } from './MaskedText';
export { maskedString } from './mask';
export type { PlaybackApi } from './media/proxyFeed';
export { Playback, type PlaybackOptions } from './playback';
export { shapeOf } from './shapes';
export { Stage } from './Stage';
export { exactStamp, stamp } from './time';
export { Timeline } from './timeline/Timeline';
export { Transcript } from './transcript/Transcript';
