import type { Failures } from '../../api/progressTypes';
import { useApp } from '../../app/app';
import { Icon } from '../../parts/icons';
import { useLoad } from '../../parts/useLoad';
import { useChange } from './ExtractionView';
import { count, counted } from './format';
import { useReread } from './live';
import { progressLink } from './Targets';

export const pageSize = 50;
type Group = Failures['reasons'][number];

/** The question for the clips of one group. */
export function failuresQuery(group: { signal: string; reason: string }, offset: number): string {
  return `?${new URLSearchParams({ signal: group.signal, reason: group.reason, limit: `${pageSize}`, offset: `${offset}` }).toString()}`;
}

/** What could not be read, by reason; one group at a time is open, by link. */
export function ExtractionFailures(props: { query: URLSearchParams; failed: number }) {
  const { query, failed } = props;
  const app = useApp();
  const signal = query.get('signal');
  const { value, fault, busy, again } = useLoad(`reasons ${signal ?? ''}`, () => app.api.get<Failures>(`/extraction/failures?${new URLSearchParams({ ...(signal === null ? {} : { signal }), limit: '1', offset: '0' }).toString()}`));
  const reread = useReread(busy, again);
  useChange(failed, reread);
  const failures = value.value;
  const groups = failures?.reasons.filter((group) => signal === null || group.signal === signal) ?? [];
  const listed = groups.reduce((sum, group) => sum + group.clips, 0);
  return (
    <section class="panel-box" aria-labelledby="failures-title" aria-busy={busy.value}>
      <header class="box-head">
        <h2 id="failures-title">{failures === null ? 'Failures' : `${counted(failures.total, 'failure')}${signal === null ? '' : ' of '}`}{failures !== null && signal !== null && <bdi>{signal}</bdi>}</h2>
        {signal !== null && <a href={progressLink(query, { signal: null, reason: null, offset: null })} data-testid="all-signals">All signals</a>}
      </header>
      {fault.value !== null && <p class="bad" role="alert">{fault.value} <button type="button" onClick={again} data-testid="failures-again">Try again</button></p>}
      {failures === null && fault.value === null && <p class="empty" role="status">Loading…</p>}
      {failures !== null && groups.length === 0 && <p class="empty">{failures.total === 0 ? 'Nothing failed.' : 'No reason was kept.'}</p>}
      <ul class="reasons" data-testid="reasons">
        {groups.map((group) => <Reason key={`${group.signal} ${group.reason}`} group={group} query={query} open={query.get('reason') === group.reason && (query.get('of') ?? signal) === group.signal} />)}
      </ul>
      {failures !== null && listed < failures.total && groups.length > 0 && <p class="faint small num">The most frequent reasons; {counted(failures.total - listed, 'failure')} for rarer ones.</p>}
    </section>
  );
}

function Reason(props: { group: Group; query: URLSearchParams; open: boolean }) {
  const { group, query, open } = props;
  const link = open ? { reason: null, of: null, offset: null } : { reason: group.reason, of: group.signal, offset: null };
  return (
    <li data-signal={group.signal} class={open ? 'open' : undefined}>
      <a class="reason" href={progressLink(query, link)} role="button" aria-expanded={open} data-testid="failure-reason"
        onKeyDown={(event) => { if (event.key === ' ') { event.preventDefault(); event.currentTarget.click(); } }}>
        <Icon name={open ? 'down' : 'right'} />
        <span class="signal-name"><i class="dot" aria-hidden="true" /><bdi>{group.signal}</bdi></span>
        <span class="reason-text" dir="auto" title={group.reason}>{group.reason === '' ? 'no reason given' : group.reason}</span>
        <span class="num">{counted(group.clips, 'clip')}</span>
      </a>
      {open && <Clips group={group} query={query} />}
    </li>
  );
}

function Clips(props: { group: Group; query: URLSearchParams }) {
  const { group, query } = props;
  const app = useApp();
  const offset = Math.max(0, Math.floor(Number(query.get('offset')) || 0));
  const ask = failuresQuery(group, offset);
  const { value, fault, busy, again } = useLoad(ask, () => app.api.get<Failures>(`/extraction/failures${ask}`));
  const page = value.value;
  if (fault.value !== null) return <p class="bad reason-body" role="alert">{fault.value} <button type="button" onClick={again} data-testid="failed-clips-again">Try again</button></p>;
  if (page === null) return <p class="faint reason-body" role="status">Loading…</p>;
  const last = Math.min(page.total, offset + page.items.length);
  return (
    <div class="reason-body" aria-busy={busy.value}>
      {page.items.length === 0
        ? <p class="faint">No clip here any more.</p>
        : (
          <ul class="failed-clips" data-testid="failed-clips">
            {page.items.map((item) => (
              <li key={item.clip}>
                <a class="title" dir="auto" href={`/clips/${encodeURIComponent(item.clip)}`} title={item.title}>{item.title === '' ? item.clip : item.title}</a>
                {item.reason !== group.reason && <span class="faint" dir="auto">{item.reason}</span>}
              </li>
            ))}
          </ul>
        )}
      {(offset > 0 || last < page.total) && (
        <nav class="pages" aria-label="Pages of the clips">
          {offset > 0 ? <a href={progressLink(query, { offset: offset > pageSize ? `${offset - pageSize}` : null })} data-testid="failed-before">Before</a> : <span class="faint">Before</span>}
          <span class="num">{count(page.items.length === 0 ? offset : offset + 1)}–{count(last)} of {count(page.total)}</span>
          {last < page.total ? <a href={progressLink(query, { offset: `${offset + pageSize}` })} data-testid="failed-after">After</a> : <span class="faint">After</span>}
        </nav>
      )}
    </div>
  );
}
