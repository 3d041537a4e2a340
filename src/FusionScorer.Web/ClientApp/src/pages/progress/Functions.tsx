import type { FunctionRow, Progress } from '../../api/progressTypes';
import { columns, parseOrder, sorted, turned, type Column } from './sorting';
import { count, counted, plain, share } from './format';
import { progressLink } from './Targets';

const heads: Record<Column, [string, string]> = {
  name: ['Function', ''],
  signal: ['Signal', ''],
  coverage: ['Coverage', 'Share of clips on which it votes'],
  overlap: ['Overlap', 'Share of clips on which another votes too'],
  conflict: ['Conflict', 'Share of clips on which another contradicts it'],
  accuracy: ['Accuracy', 'On decided clips on which it voted'],
  weight: ['Weight', 'What the model takes its votes for'],
};
const firstPairs = 6;

/** What each labelling function is worth, and which say the same twice. */
export function Functions(props: { rows: FunctionRow[]; dependence: Progress['dependence']; query: URLSearchParams }) {
  const { rows, dependence, query } = props;
  const order = parseOrder(query.get('sort'));
  const heaviest = Math.max(1e-9, ...rows.map((row) => Math.abs(row.weight)));
  if (rows.length === 0) return <section class="panel-box"><h2>Labelling functions</h2><p class="empty">The policy has no labelling function.</p></section>;
  return (
    <div class="progress-columns functions">
      <section class="panel-box" aria-labelledby="functions-title">
        <h2 id="functions-title">Labelling functions</h2>
        <div class="table-scroll" role="region" aria-label="Table of labelling functions" tabIndex={0}>
          <table class="figures-table" data-testid="functions">
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column} scope="col" class={column === 'name' || column === 'signal' ? undefined : 'right-text'} aria-sort={order.by !== column ? undefined : order.down ? 'descending' : 'ascending'} title={heads[column][1]}>
                    <a href={progressLink(query, { sort: turned(order, column) })} class={order.down ? 'down' : 'up'} data-testid={`sort-${column}`}>{heads[column][0]}</a>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {sorted(rows, order).map((row) => (
                <tr key={row.name} data-signal={row.signal}>
                  <th scope="row" class="name" title={row.name}><bdi>{row.name}</bdi></th>
                  <td class="signal-name"><i class="dot" aria-hidden="true" /><bdi>{row.signal}</bdi></td>
                  <td class="num right-text">{share(row.coverage)}</td>
                  <td class="num right-text">{share(row.overlap)}</td>
                  <td class="num right-text">{share(row.conflict)}</td>
                  <td class="num right-text">{row.accuracy === null ? <span class="faint">–</span> : <>{share(row.accuracy)} <span class="faint">of {count(row.judged)}</span></>}</td>
                  <td class="num right-text weight"><span class="weight-bar" aria-hidden="true"><i style={{ width: `${(Math.abs(row.weight) / heaviest) * 100}%` }} /></span>{plain(row.weight)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
      <section class="panel-box" aria-labelledby="dependence-title">
        <h2 id="dependence-title">Saying the same twice</h2>
        {dependence.length === 0
          ? <p class="empty">No two functions agree more often than their votes explain.</p>
          : <>
            <p class="faint small">Pairs that agree more often than their votes explain, and the share of clips on which they do. Together they count for less than two.</p>
            <Pairs pairs={dependence.slice(0, firstPairs)} rows={rows} />
            {dependence.length > firstPairs && <details><summary data-testid="more-pairs">{counted(dependence.length - firstPairs, 'weaker pair')}</summary><Pairs pairs={dependence.slice(firstPairs)} rows={rows} /></details>}
          </>}
      </section>
    </div>
  );
}

function Pairs(props: { pairs: Progress['dependence']; rows: FunctionRow[] }) {
  const signal = (name: string) => props.rows.find((row) => row.name === name)?.signal;
  const of = (name: string) => <span class="signal-name" data-signal={signal(name) ?? ''}><i class="dot" aria-hidden="true" /><bdi>{name}</bdi></span>;
  return (
    <ul class="pairs" data-testid="dependence">
      {props.pairs.map((pair) => <li key={`${pair.one}|${pair.other}`}><span>{of(pair.one)} {of(pair.other)}</span><span class="num">{share(pair.share)}</span></li>)}
    </ul>
  );
}
