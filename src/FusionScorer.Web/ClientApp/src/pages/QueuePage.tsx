import { useEffect, useRef } from 'preact/hooks';
import type { Count, QueueFilter, QueueItem } from '../api/types';
import { useApp } from '../app/app';
import { defaultBatch, describe, filterQuery, parseFilter, samePair, withFilter } from '../app/filters';
import { go, place } from '../app/router';
import { Icon } from '../parts/icons';
import { Level, PosteriorStrip } from '../parts/levels';
import { when } from '../parts/time';
import { useLoad } from '../parts/useLoad';

const pageSize = 100;
const statuses = ['unreviewed', 'decided', 'disputed', 'reopened', 'disagrees', 'flagged', 'unsure', 'held', 'all'];

/** `/queue?…`: what is asked about, in the order of asking. Every choice is a link. */
export function QueuePage() {
  const app = useApp();
  const { query, hash } = place.value;
  const filter = parseFilter(query);
  const offset = Math.max(0, Number(query.get('offset')) || 0);
  const key = filterQuery(filter, { limit: pageSize, offset });
  const { value, fault, busy, again } = useLoad(key, async () => {
    const page = await app.api.queue(key);
    app.model.value = page.model;
    return page;
  });
  const page = value.value;
  const levels = app.project.value?.levels ?? [];
  const count = (list: Count[] | undefined, name: string) => list?.find((one) => one.name === name)?.count;
  const reviewable = { ...filter, batch: filter.batch ?? defaultBatch };
  return (
    <main class="queue" id="main" tabIndex={-1}>
      <aside class="facets" aria-label="Filters">
        <Search filter={filter} focus={hash === 'search'} />
        <Facet title="Status" filter={filter} of="status" options={statuses.map((name) => ({ name, count: count(page?.facets.statuses, name) }))} standing="unreviewed" />
        <Facet title="Strategy" filter={filter} of="strategy" options={(app.project.value?.strategies ?? []).map((name) => ({ name }))} standing={app.project.value?.defaultStrategy} />
        <Facet title="Conflict" filter={filter} of="pair" options={page?.facets.pairs ?? []} />
        <Facet title="Level" filter={filter} of="level" options={page?.facets.levels ?? []} />
        <Facet title="Signal" filter={filter} of="signal" options={page?.facets.signals ?? []} />
        <Facet title="Clips a sitting" filter={filter} of="batch" options={[10, 20, 50, 100].map((n) => ({ name: `${n}` }))} standing={`${defaultBatch}`} />
      </aside>
      <section class="list">
        <header class="list-head">
          <h1>{page === null ? 'Queue' : <><span class="num" data-testid="queue-total">{page.total.toLocaleString()}</span> {page.total === 1 ? 'clip' : 'clips'}</>}</h1>
          <p class="faint" dir="auto">{describe(filter)}</p>
          <span class="spring" />
          <button type="button" onClick={again}>Read again</button>
          <a class="as-button primary" data-testid="review-these" href={`/review${filterQuery(reviewable)}`}>Review these</a>
        </header>
        {fault.value !== null && <p class="bad pad" role="alert">{fault.value} <button type="button" onClick={again}>Try again</button></p>}
        <div class="table-box" aria-busy={busy.value} tabIndex={0} role="region" aria-label="Clips of the queue">
          {page !== null && (page.total === 0
            ? <p class="loading">No clip fits these filters. <a href="/queue">Take all filters away</a></p>
            : <Table items={page.items} levels={levels} />)}
        </div>
        {page !== null && page.total > pageSize && <Pages filter={filter} offset={offset} total={page.total} />}
      </section>
    </main>
  );
}

function Search(props: { filter: QueueFilter; focus: boolean }) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (props.focus) field.current?.focus();
  }, [props.focus]);
  return (
    <form role="search" onSubmit={(event) => { event.preventDefault(); go(`/queue${filterQuery(withFilter(props.filter, { search: field.current?.value.trim() || undefined }))}`); }}>
      <label class="search"><span class="sr">Search title, file or id</span><Icon name="search" />
        <input key={props.filter.search} ref={field} type="search" dir="auto" placeholder="Title, file or id" maxLength={200} defaultValue={props.filter.search ?? ''} data-testid="queue-search" />
      </label>
    </form>
  );
}

function Facet(props: { title: string; filter: QueueFilter; of: keyof QueueFilter; options: { name: string; count?: number | undefined }[]; standing?: string | undefined }) {
  const { title, filter, of, options, standing } = props;
  const chosen = filter[of] === undefined ? standing : `${filter[of]}`;
  if (options.length === 0) return null;
  return (
    <nav class="facet" aria-label={title}>
      <h2>{title}</h2>
      <ul>
        {options.map(({ name, count }) => {
          const on = of === 'pair' ? samePair(chosen, name) : chosen === name;
          const next = on && name !== standing ? undefined : name === standing ? undefined : of === 'batch' ? Number(name) : name;
          return (
            <li key={name}>
              <a href={`/queue${filterQuery(withFilter(filter, { [of]: next }))}`} aria-current={on ? 'true' : undefined} data-testid={`facet-${of}-${name}`}>
                <span>{of === 'pair' ? name.replace('|', ' against ') : name}</span>
                {on && name !== standing && <Icon name="close" />}
                {count !== undefined && <span class="num faint">{count.toLocaleString()}</span>}
              </a>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

function Table(props: { items: QueueItem[]; levels: string[] }) {
  return (
    <table class="clips">
      <thead><tr><th scope="col">Clip</th><th scope="col">Level</th><th scope="col">Probabilities</th><th scope="col">Conflict</th><th scope="col">Why</th><th scope="col">Status</th></tr></thead>
      <tbody>{props.items.map((item) => <Row key={item.clip} item={item} levels={props.levels} />)}</tbody>
    </table>
  );
}

function Row(props: { item: QueueItem; levels: string[] }) {
  const { item, levels } = props;
  return (
    <tr data-testid="queue-row" data-clip={item.clip}>
      <th scope="row"><a href={`/clips/${encodeURIComponent(item.clip)}`} class="title" dir="auto" title={item.title}>{item.title}</a>{item.year !== null && <span class="faint num">{item.year}</span>}</th>
      <td>{item.level === null ? <span class="faint">–</span> : <Level name={item.level} levels={levels} />}</td>
      <td><PosteriorStrip posterior={item.posterior} levels={levels} /></td>
      <td><span class="num">{item.conflict.toFixed(2)}</span>{item.pair !== null && <span class="faint"> {item.pair.replace('|', ' / ')}</span>}</td>
      <td class="why-cell" title={item.reason} dir="auto">{item.audit && <><Icon name="audit" /><span class="sr">Audit: </span></>}{item.reason}</td>
      <td class="status-cell">
        {item.held === null ? item.status : <span>{item.held.mine ? 'held by you' : <>held by <bdi>{item.held.by}</bdi></>} <span class="faint">until {when(item.held.until)}</span></span>}
        {item.modelDisagrees && <span class="attention-text"> model disagrees</span>}
      </td>
    </tr>
  );
}

function Pages(props: { filter: QueueFilter; offset: number; total: number }) {
  const { filter, offset, total } = props;
  const link = (at: number) => `/queue${filterQuery(filter, at > 0 ? { offset: at } : {})}`;
  return (
    <nav class="pages" aria-label="Pages of the list">
      {offset > 0 ? <a href={link(Math.max(0, offset - pageSize))}>Before</a> : <span class="faint">Before</span>}
      <span class="num">{(offset + 1).toLocaleString()}–{Math.min(total, offset + pageSize).toLocaleString()} of {total.toLocaleString()}</span>
      {offset + pageSize < total ? <a href={link(offset + pageSize)}>After</a> : <span class="faint">After</span>}
    </nav>
  );
}
