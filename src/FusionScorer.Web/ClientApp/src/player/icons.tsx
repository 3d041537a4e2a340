import type { ComponentChildren, VNode } from 'preact';

function Icon({ children }: { children: ComponentChildren }): VNode {
  return (
    <svg class="pl-icon" width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}

export const PlayIcon = (): VNode => <Icon><path d="M4.5 2.8v10.4L13 8Z" fill="currentColor" /></Icon>;
export const PauseIcon = (): VNode => <Icon><path d="M5 3v10M11 3v10" stroke-width="3" stroke-linecap="butt" /></Icon>;
export const PreviousIcon = (): VNode => <Icon><path d="M3.5 3v10M12.5 3.5 6 8l6.5 4.5" /></Icon>;
export const NextIcon = (): VNode => <Icon><path d="M12.5 3v10M3.5 3.5 10 8l-6.5 4.5" /></Icon>;
export const LoopIcon = (): VNode => <Icon><path d="M12.5 6.5H5a2.5 2.5 0 0 0-2.5 2.5M10.5 4l2.5 2.5L10.5 9M3.5 11.5H11A2.5 2.5 0 0 0 13.5 9" /></Icon>;
export const SoundIcon = (): VNode => <Icon><path d="M2.5 6v4H5l3.5 3V3L5 6ZM11 5.5a3.5 3.5 0 0 1 0 5M12.8 3.5a6 6 0 0 1 0 9" /></Icon>;
export const MutedIcon = (): VNode => <Icon><path d="M2.5 6v4H5l3.5 3V3L5 6ZM11 6l3.5 4M14.5 6 11 10" /></Icon>;
export const EyeIcon = (): VNode => <Icon><path d="M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8Z" /><circle cx="8" cy="8" r="2" /></Icon>;
export const CoverIcon = (): VNode => <Icon><path d="M2 2.5 14 13.5M6.2 3.8A6 6 0 0 1 8 3.5c4 0 6.5 4.5 6.5 4.5a11 11 0 0 1-2 2.5M10 12.2a6 6 0 0 1-2 .3C4 12.5 1.5 8 1.5 8A11 11 0 0 1 4 5" /></Icon>;
export const PlusIcon = (): VNode => <Icon><path d="M8 3.5v9M3.5 8h9" /></Icon>;
export const MinusIcon = (): VNode => <Icon><path d="M3.5 8h9" /></Icon>;
export const FitIcon = (): VNode => <Icon><path d="M2.5 4v8M13.5 4v8M5 8h6M6.5 6 4.8 8l1.700 2M9.5 6l1.700 2-1.700 2" /></Icon>;
export const NoPictureIcon = (): VNode => <Icon><path d="M2 3.5h12v9H2ZM2 3.5l12 9" /></Icon>;
