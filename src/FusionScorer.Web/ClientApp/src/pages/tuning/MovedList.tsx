import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { MovedClip, MovedPage, TuningDraft } from '../../api/tuningTypes';
import { useApp } from '../../app/app';
import { useLatest } from '../../parts/latest';
import { Level } from '../../parts/levels';
import { count, plain } from './format';

const pageSize = 50;

/** Clips that a draft would move, the largest change first. */
export function MovedList(props: { draft: TuningDraft; levels: string[]; picked: { from: string; to: string } | null }) {
  const { draft, levels, picked } = props;
  const app = useApp();
  const offset = useSignal(0);
  const question = JSON.stringify({ draft, from: picked?.from ?? null, to: picked?.to ?? null });
  useEffect(() => void (offset.value = 0), [question]);
  const { value, fault, busy } = useLatest(`${offset.value} ${question}`, (key) =>
    app.api.post<MovedPage>('/tuning/moved', { ...(JSON.parse(key.slice(key.indexOf(' ') + 1)) as object), offset: Number(key.slice(0, key.indexOf(' '))), limit: pageSize }));
  const page = value.value;
  if (fault.value !== null) return <p class="bad small" role="alert">{fault.value}</p>;
  if (page === null) return null;
  if (page.total === 0) return <p class="faint pad" data-testid="moved-none">No clip moves{picked === null ? '' : ` from ${picked.from} to ${picked.to}`}.</p>;
  const last = Math.min(page.total, offset.value + page.clips.length);
  return (
    <section class="moved" aria-label="Clips that move" aria-busy={busy.value}>
      <MovedTable clips={page.clips} levels={levels} />
      {page.total > pageSize && (
        <div class="pages">
          <button type="button" class="plain" disabled={offset.value === 0} onClick={() => void (offset.value = Math.max(0, offset.value - pageSize))}>Before</button>
          <span class="num">{count(offset.value + 1)}–{count(last)} of {count(page.total)}</span>
          <button type="button" class="plain" disabled={last >= page.total} onClick={() => void (offset.value += pageSize)}>After</button>
        </div>
      )}
    </section>
  );
}

export function MovedTable(props: { clips: MovedClip[]; levels: string[] }) {
  const { clips, levels } = props;
  return (
    <div class="table-box" tabIndex={0} role="region" aria-label="List of clips that move">
      <table class="figures-table moved-table">
        <thead><tr><th scope="col">Clip</th><th scope="col">From</th><th scope="col">To</th><th scope="col">Change</th><th scope="col">Conflict</th><th scope="col">What stands</th></tr></thead>
        <tbody>
          {clips.map((one) => (
            <tr key={one.clip} data-testid="moved-clip" data-clip={one.clip}>
              <th scope="row"><a class="title" dir="auto" href={`/clips/${encodeURIComponent(one.clip)}`} title={one.title}>{one.title}</a>{one.year !== null && <span class="faint num"> {one.year}</span>}</th>
              <td><Level name={one.from} levels={levels} /></td>
              <td><Level name={one.to} levels={levels} /></td>
              <td class="num">{plain(one.change)}</td>
              <td class="num">{plain(one.conflict)}{one.pair !== null && <span class="faint"> {one.pair.replace('|', ' / ')}</span>}</td>
              <td>{one.stands === null ? <span class="faint">the model’s</span> : <>{one.stands} <span class="faint">by a person or import</span></>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
