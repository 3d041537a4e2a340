import type { ClipBundle } from '../../api/types';
import type { Picture } from './picture';
import type { PlaybackApi } from './proxyFeed';
import { ProxySource } from './proxySource';
import { DirectSource, NoSource, type Source, type SourceState } from './source';

/** The source that fits a clip's media. */
export function openSource(clip: ClipBundle, picture: Picture, api: PlaybackApi, tell: (state: SourceState) => void): Source {
  const { media } = clip;
  if (media?.kind === 'proxy') return new ProxySource(picture, api, clip.clip, tell);
  if (media?.kind === 'direct' && media.url !== null) return new DirectSource(picture, media.url);
  tell({ kind: 'none', reason: media?.reason ?? 'no media file is known for this clip', progress: null });
  return new NoSource(picture);
}
