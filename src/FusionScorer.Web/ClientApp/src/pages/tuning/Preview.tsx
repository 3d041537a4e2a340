import type { AuditRates, ExpectedRates, TuningPreview } from '../../api/tuningTypes';
import { Reliability } from '../../parts/Reliability';
import { count, counted, plain, points, share, signed, withInterval } from './format';

/** What a draft would do, in figures. */
export function Preview(props: { preview: TuningPreview; levels: string[]; picked: { from: string; to: string } | null; onPick: (cell: { from: string; to: string } | null) => void }) {
  const { preview, levels, picked, onPick } = props;
  return (
    <div class="preview" data-testid={preview.refitted ? 'trial-preview' : 'preview'}>
      <p class="preview-head" aria-live="polite">
        <strong class="num" data-testid="preview-moved" data-moved={preview.moved}>{count(preview.moved)}</strong> of {counted(preview.clips, 'clip')} {preview.moved === 1 ? 'changes' : 'change'} level
        {preview.moved > 0 && <span class="faint num">: {count(preview.milder)} milder, {count(preview.stricter)} stricter</span>}
      </p>
      <div class="preview-parts">
        <Moves preview={preview} levels={levels} picked={picked} onPick={onPick} />
        <Rates preview={preview} />
        <section aria-label="Calibration" class="calibration">
          <h3>Calibration, on decided clips</h3>
          {preview.calibration === null ? <p class="faint small">No clip is decided yet.</p> : (
            <>
              <p class="num small">error {share(preview.calibration.before.error)} → <strong data-testid="calibration-after">{share(preview.calibration.after.error)}</strong></p>
              <Reliability before={preview.calibration.before.bins} after={preview.calibration.after.bins} label="Confidence against the share that was right, before and after" />
            </>
          )}
        </section>
      </div>
    </div>
  );
}

/** From rows to columns; a cell is a button that narrows the list of clips. */
function Moves(props: { preview: TuningPreview; levels: string[]; picked: { from: string; to: string } | null; onPick: (cell: { from: string; to: string } | null) => void }) {
  const { preview, levels, picked, onPick } = props;
  const most = Math.max(1, ...preview.moves.flatMap((row, from) => row.filter((_, to) => to !== from)));
  return (
    <section aria-label="Moves between levels" class="moves">
      <h3>From ↓ to →</h3>
      <table>
        <thead><tr><th scope="col"><span class="sr">From</span></th>{levels.map((level) => <th key={level} scope="col"><bdi>{level}</bdi></th>)}</tr></thead>
        <tbody>
          {preview.moves.map((row, from) => (
            <tr key={levels[from]}>
              <th scope="row"><bdi>{levels[from]}</bdi></th>
              {row.map((clips, to) => {
                const here = picked?.from === levels[from] && picked?.to === levels[to];
                if (from === to) return <td key={to} class="num stays" title={`${count(clips)} stay ${levels[from] ?? ''}`}>{count(clips)}</td>;
                if (clips === 0) return <td key={to} class="faint">·</td>;
                return (
                  <td key={to} class="num">
                    <button type="button" class={to < from ? 'move-cell milder' : 'move-cell stricter'} style={{ '--heat': `${Math.round(18 + 55 * Math.sqrt(clips / most))}%` } as Record<string, string>} aria-pressed={here}
                      aria-label={`${count(clips)} from ${levels[from] ?? ''} to ${levels[to] ?? ''}`} data-testid={`move-${levels[from] ?? ''}-${levels[to] ?? ''}`}
                      onClick={() => onPick(here ? null : { from: levels[from]!, to: levels[to]! })}>{count(clips)}</button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const audited: [keyof Omit<AuditRates, 'answers'>, string][] = [['accuracy', 'Right'], ['underRated', 'Too mild'], ['overRated', 'Too strict']];
const expected: [keyof ExpectedRates, string][] = [['accuracy', 'Right'], ['underRated', 'Too mild'], ['overRated', 'Too strict'], ['cost', 'Cost a clip']];

function Rates(props: { preview: TuningPreview }) {
  const { audit, expected: model } = props.preview;
  return (
    <section aria-label="Before and after" class="rates">
      <h3>{audit === null ? 'By the audit' : `By ${counted(audit.after.answers, 'audit answer')}`}</h3>
      {audit === null ? <p class="faint small">No audit pick is answered yet, so nothing is measured: what stands below is what the model believes of itself.</p> : (
        <table>
          <tbody>
            {audited.map(([name, text]) => (
              <tr key={name}><th scope="row">{text}</th><td class="num">{withInterval(audit.before[name])}</td><td class="num"><strong data-testid={`audit-${name}`}>{withInterval(audit.after[name])}</strong></td><td class="num faint">{points(audit.before[name].value, audit.after[name].value)}</td></tr>
            ))}
          </tbody>
        </table>
      )}
      <h3>As the model expects</h3>
      <table>
        <tbody>
          {expected.map(([name, text]) => {
            const words = (value: number) => (name === 'cost' ? plain(value) : share(value));
            return <tr key={name}><th scope="row">{text}</th><td class="num">{words(model.before[name])}</td><td class="num"><strong data-testid={`expected-${name}`}>{words(model.after[name])}</strong></td><td class="num faint">{name === 'cost' ? signed(model.after[name] - model.before[name], 2) : points(model.before[name], model.after[name])}</td></tr>;
          })}
        </tbody>
      </table>
    </section>
  );
}
