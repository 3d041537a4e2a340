import type { Quality } from '../../api/types';
import { coefficient } from './figures';

/** Krippendorff's alpha for ordered levels, on its scale. */
export function Agreement(props: { alpha: Quality['alpha'] }) {
  const { alpha } = props;
  return (
    <section aria-labelledby="alpha-head">
      <h2 id="alpha-head">Agreement, Krippendorff’s alpha</h2>
      {alpha === null ? <><p class="figure">none yet</p><p class="faint">It takes clips that two people answered, neither seeing the other’s answer.</p></> : (
        <>
          <p class="figure num" data-testid="alpha">{coefficient(alpha.value)} ({coefficient(alpha.low)}–{coefficient(alpha.high)})</p>
          <p class="faint num">{alpha.clips.toLocaleString()} clips, {alpha.answers.toLocaleString()} blind answers; 95 % interval</p>
          <Scale alpha={alpha} />
        </>
      )}
      <p class="faint">1 is full agreement, 0 is agreement as by chance, below 0 is less than that. Levels far apart weigh more than neighbours.</p>
    </section>
  );
}

function Scale(props: { alpha: NonNullable<Quality['alpha']> }) {
  const { value, low, high } = props.alpha;
  const from = Math.min(0, low, value);
  const at = (x: number) => `${((Math.min(1, x) - from) / (1 - from)) * 100}%`;
  return (
    <div class="scale" aria-hidden="true">
      <div class="axis">
        <i class="span" style={{ insetInlineStart: at(low), width: `${((Math.min(1, high) - low) / (1 - from)) * 100}%` }} />
        <i class="zero" style={{ insetInlineStart: at(0) }} />
        <i class="point" style={{ insetInlineStart: at(value) }} />
      </div>
      <p class="num">{from < 0 && <span>{coefficient(from)}</span>}<span style={{ insetInlineStart: at(0) }}>0</span><span>1</span></p>
    </div>
  );
}
