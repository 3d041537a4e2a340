import { useMemo } from 'preact/hooks';
import type { Effort } from '../../api/progressTypes';
import { Chart } from '../../parts/Chart';
import { roundUp, type ChartSpec, type Token } from '../../parts/chartSpec';
import { effortSpans, type Span } from './days';
import { count, counted, share, span } from './format';

/** What people spent, against watching everything. */
export function EffortPanel(props: { effort: Effort }) {
  const { effort } = props;
  const { by, spans } = useMemo(() => effortSpans(effort.days), [effort]);
  const decisions = useMemo(() => bars(spans, 'decisions', '--accent'), [spans]);
  const minutes = useMemo(() => bars(spans, 'minutes', '--signal-other'), [spans]);
  const untimed = effort.decisions - effort.timed;
  return (
    <section class="panel-box" aria-labelledby="effort-title">
      <h2 id="effort-title">Effort</h2>
      <div class="effort">
        <dl class="facts effort-facts num">
          <div><dt>Decisions</dt><dd data-testid="effort-decisions">{count(effort.decisions)}</dd></div>
          <div><dt>Time spent</dt><dd data-testid="effort-spent">{span(effort.minutes * 60)}{untimed > 0 && <span class="faint"> ({counted(untimed, 'decision')} without a time)</span>}</dd></div>
          <div><dt>Median a decision</dt><dd>{effort.medianSeconds === null ? '–' : span(effort.medianSeconds)}</dd></div>
          <div><dt>Full watching</dt><dd>{span(effort.libraryMinutes * 60)}{effort.withoutLength > 0 && <span class="faint"> ({counted(effort.withoutLength, 'clip')} of unknown length left out)</span>}</dd></div>
          <div class="total"><dt>Saved</dt><dd data-testid="effort-saved">{effort.decisions === 0 ? '–' : span(effort.savedMinutes * 60)}{effort.decisions > 0 && effort.libraryMinutes > 0 && <span class="faint"> ({share(effort.savedMinutes / effort.libraryMinutes)})</span>}</dd></div>
        </dl>
        {spans.length === 0
          ? <p class="empty">No decision yet. Decisions and minutes show here by day.</p>
          : <>
            <Chart label={`Decisions by ${by}: ${counted(effort.decisions, 'decision')} in all`} spec={decisions} height={150} testId="decisions-by-day" />
            <Chart label={`Minutes by ${by}: ${span(effort.minutes * 60)} in all`} spec={minutes} height={150} testId="minutes-by-day" />
          </>}
      </div>
    </section>
  );

  function bars(all: readonly Span[], of: 'decisions' | 'minutes', colour: Token): ChartSpec {
    return {
      x: { label: by === 'day' ? 'Day' : 'Week from', values: all.map((_, i) => i), words: (i) => all[i]?.label ?? '', from: -0.6, to: Math.max(6, all.length) - 0.4 },
      y: { words: (value) => value.toLocaleString(undefined, { maximumFractionDigits: 1 }), from: 0, to: roundUp(Math.max(...all.map((one) => one[of]))) },
      series: [{ label: `${of === 'decisions' ? 'Decisions' : 'Minutes'} by ${by}`, values: all.map((one) => one[of]), shape: 'bars', colour }],
    };
  }
}
