/** A slider with a number beside it; both say the same. */
export function Slider(props: { id: string; label: string; value: number; min: number; max: number; step: number; testId: string; disabled?: boolean; marks?: number[]; onValue: (value: number) => void }) {
  const { id, label, value, min, max, step, testId, onValue } = props;
  const take = (event: Event) => {
    const next = Number((event.currentTarget as HTMLInputElement).value);
    if (Number.isFinite(next)) onValue(next);
  };
  return (
    <>
      <input class="slide" type="range" id={id} aria-label={label} min={min} max={max} step={step} value={value} disabled={props.disabled} list={props.marks === undefined ? undefined : `${id}-marks`} data-testid={testId} onInput={take} />
      <input class="num" type="number" aria-label={`${label}, as a number`} min={min} max={max} step={step} value={value} disabled={props.disabled} data-testid={`${testId}-number`} onChange={take} />
      {props.marks !== undefined && <datalist id={`${id}-marks`}>{props.marks.map((mark) => <option key={mark} value={mark} />)}</datalist>}
    </>
  );
}
