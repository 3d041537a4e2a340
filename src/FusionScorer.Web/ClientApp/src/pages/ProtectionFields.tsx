import type { Protection } from '../api/types';

/** The fields of a protection; with a floor, what the organisation asks for is said and held. */
export function ProtectionFields(props: { value: Protection; floor: Protection | null; onChange: (value: Protection) => void; id: string }) {
  const { value, floor, onChange, id } = props;
  const set = (change: Partial<Protection>) => onChange({ ...value, ...change });
  const box = (name: 'grey' | 'mute' | 'twoStep' | 'maskWords', label: string) => {
    const held = floor?.[name] === true;
    return (
      <label class="check">
        <input type="checkbox" checked={held || value[name]} disabled={held} data-testid={`${id}-${name}`} onChange={(event) => set({ [name]: event.currentTarget.checked })} />
        <span>{label}{held && <span class="faint"> always on in your organisation</span>}</span>
      </label>
    );
  };
  const least = floor?.blur ?? 0;
  const most = floor === null || floor.breakAfterMinutes === 0 ? null : floor.breakAfterMinutes;
  return (
    <>
      <label class="setting">
        <span>Blur</span>
        <input type="range" min={least} max={40} value={Math.max(least, value.blur)} data-testid={`${id}-blur`} onInput={(event) => set({ blur: Number(event.currentTarget.value) })} />
        <span class="num">{Math.max(least, value.blur)} px{least > 0 && <span class="faint"> at least {least} in your organisation</span>}</span>
      </label>
      {box('grey', 'Pictures in grey')}
      {box('mute', 'Sound off')}
      {box('twoStep', 'Reveal in two steps: grey first, then colour')}
      {box('maskWords', 'Mask profane words in text')}
      <label class="setting">
        <span>Offer a break after</span>
        <input type="number" min={most === null ? 0 : 1} max={most ?? 240} value={value.breakAfterMinutes} data-testid={`${id}-break`}
          onChange={(event) => set({ breakAfterMinutes: Math.min(most ?? 240, Math.max(most === null ? 0 : 1, Math.round(Number(event.currentTarget.value)) || 0)) })} />
        <span>minutes uncovered{most === null ? '; 0 for never' : <span class="faint"> at most {most} in your organisation</span>}</span>
      </label>
    </>
  );
}
