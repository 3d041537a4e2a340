import { useSignal } from '@preact/signals';
import type { ClipBundle, SignalView } from '../api/types';
import { colourStyle, levelWords } from '../parts/levels';
import { accountScale, accountSum, nats } from './account';

/** The exact sum behind the posterior: a row a signal, a column a level; right of the line speaks for it, left against. */
export function AccountTable(props: { clip: ClipBundle }) {
  const { clip } = props;
  const open = useSignal<string | null>(null);
  const sum = accountSum(clip);
  const scale = accountScale(clip);
  const { levels } = clip;
  return (
    <div class="account-box">
      <table class="account" data-testid="account">
        <caption>For <span aria-hidden="true">→</span> and against <span aria-hidden="true">←</span> each level, in nats</caption>
        <thead>
          <tr><th scope="col"><span class="sr">Signal</span></th>{levels.map((level, i) => <th key={level} scope="col" style={colourStyle(i, levels.length)}><bdi>{level}</bdi></th>)}</tr>
        </thead>
        <tbody>
          {clip.account !== null && <tr class="plain-row" tabIndex={0}><th scope="row">start</th><Cells values={clip.account.bias} levels={levels} scale={scale} /></tr>}
          {clip.signals.map((signal) => (
            <SignalRows key={signal.name} signal={signal} levels={levels} scale={scale} open={open.value === signal.name} onToggle={() => (open.value = open.value === signal.name ? null : signal.name)} />
          ))}
        </tbody>
        {sum !== null && <tfoot><tr tabIndex={0}><th scope="row">sum</th><Cells values={sum} levels={levels} scale={scale} numbers /></tr></tfoot>}
      </table>
      {clip.account !== null && <p class="faint pad">The sums, divided by the temperature {clip.account.temperature.toFixed(2)} and put through softmax, are the probabilities above.</p>}
      {clip.account === null && <p class="faint pad">Not fused yet: there is no account.</p>}
    </div>
  );
}

function SignalRows(props: { signal: SignalView; levels: string[]; scale: number; open: boolean; onToggle: () => void }) {
  const { signal, levels, scale, open, onToggle } = props;
  return (
    <>
      <tr data-signal={signal.name} data-testid={`account-${signal.name}`} class={signal.status}>
        <th scope="row">
          <button type="button" class="plain" aria-expanded={open} onClick={onToggle}><i class="dot" aria-hidden="true" /><bdi>{signal.name}</bdi>{signal.status === 'silent' && <span class="faint">silent</span>}</button>
        </th>
        {signal.contribution === null
          ? <td colSpan={levels.length} class="faint said">{signal.status === 'read' ? 'no say' : <>{signal.status === 'failed' && <b class="bad">failed </b>}{signal.note}</>}</td>
          : <Cells values={signal.contribution} levels={levels} scale={scale} />}
      </tr>
      {open && (
        <tr class="votes">
          <td colSpan={levels.length + 1}>
            <p dir="auto">{signal.note}</p>
            <p class="faint">Weight {signal.weight.toFixed(2)}</p>
            <ul>
              {signal.votes.map((vote) => (
                <li key={vote.function}>
                  <code>{vote.function}</code>{' '}
                  {vote.outcome === 'rule' ? <><b>{levelWords(vote.levels ?? '')}</b>{vote.rule !== null && <span class="faint"> because {vote.rule}</span>}</> : <span class="faint">{vote.outcome}</span>}
                </li>
              ))}
            </ul>
          </td>
        </tr>
      )}
    </>
  );
}

function Cells(props: { values: number[]; levels: string[]; scale: number; numbers?: boolean }) {
  return (
    <>
      {props.levels.map((level, i) => {
        const value = props.values[i] ?? 0;
        const width = `${(Math.abs(value) / props.scale) * 50}%`;
        return (
          <td key={level} class={props.numbers === true ? 'cell numbers' : 'cell'} title={`${level}: ${nats(value)} nats`}>
            <i class={value < 0 ? 'against' : 'for'} style={{ width }} />
            <span class="num">{nats(value)}</span>
          </td>
        );
      })}
    </>
  );
}
