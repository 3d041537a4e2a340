import { useLayoutEffect, useRef } from 'preact/hooks';
import type { LibraryFacets, LibraryFilter, LibraryPage as Page } from '../../api/types';
import { useApp } from '../../app/app';
import { defaultBatch, filterQuery } from '../../app/filters';
import { place } from '../../app/router';
import { Icon } from '../../parts/icons';
import { ExportMenu } from './ExportMenu';
import { Facets } from './Facets';
import { useLatest } from '../../parts/latest';
import { asQueue, chipsOf, libraryLink, libraryQuery, pageSize, parseLibrary, parseOffset, unsorted } from './libraryFilter';
import { LibraryTable } from './LibraryTable';
import { Pages } from './Pages';
import './library.css';

/** `/library?…`: every clip there is, filtered and in order. The link is the whole state. */
export function LibraryPage() {
  const app = useApp();
  const { query, hash } = place.value;
  const filter = parseLibrary(query);
  const offset = parseOffset(query);
  const key = `/library${libraryQuery(filter, { limit: pageSize, offset })}`;
  const list = useLatest<Page>(key, (path) => app.api.get<Page>(path));
  // The counts look at every clip; the list does not wait for them.
  const facets = useLatest<LibraryFacets>(`/library/facets${libraryQuery(unsorted(filter))}`, (path) => app.api.get<LibraryFacets>(path));
  // After a fault, the rows of another filter would stand under this one's name.
  const page = list.fault.value === null ? list.value.value : null;
  const box = useRef<HTMLDivElement>(null);
  const shown = list.of.value;
  useLayoutEffect(() => {
    if (box.current !== null) box.current.scrollTop = 0;
  }, [shown]);
  const role = app.user.value?.role;
  return (
    <main class="queue library" id="main" tabIndex={-1}>
      <Facets filter={filter} focusSearch={hash === 'search'} facets={facets.value.value} fault={facets.fault.value} busy={facets.busy.value} again={facets.again} />
      <section class="list" aria-label="Clips">
        <header class="list-head">
          <h1>{page === null ? 'Library' : <Total page={page} />}</h1>
          {page !== null && <span class="faint num" data-testid="library-ms">{Math.round(page.milliseconds).toLocaleString()} ms</span>}
          <span class="spring" />
          <ReviewThese filter={filter} />
          {role !== 'reviewer' && page !== null && page.total > 0 && <ExportMenu filter={filter} total={shown === key ? page.total : null} />}
        </header>
        <Chips filter={filter} />
        {list.fault.value !== null && <p class="bad pad" role="alert">{list.fault.value} <button type="button" data-testid="library-again" onClick={list.again}>Try again</button></p>}
        <div class="table-box" ref={box} aria-busy={list.busy.value} tabIndex={0} role="region" aria-label="Clips of the library">
          {page === null
            ? list.fault.value === null && <p class="loading" role="status">Reading the library…</p>
            : page.total === 0 ? <Nothing page={page} filter={filter} /> : <LibraryTable page={page} filter={filter} levels={app.project.value?.levels ?? []} />}
        </div>
        {page !== null && page.total > pageSize && <Pages filter={filter} offset={offset} total={page.total} />}
      </section>
    </main>
  );
}

function Total(props: { page: Page }) {
  const { total, clips } = props.page;
  return <><span class="num" data-testid="library-total">{total.toLocaleString()}</span> <span class="of">of <span class="num">{clips.toLocaleString()}</span> {clips === 1 ? 'clip' : 'clips'}</span></>;
}

function Nothing(props: { page: Page; filter: LibraryFilter }) {
  if (props.page.clips === 0) return <p class="loading">The library is empty. Clips appear here once <code>fusion scan</code> or <code>fusion import</code> has found them.</p>;
  return <p class="loading">No clip fits these filters. <a href={libraryLink({})}>Take all filters away</a></p>;
}

function ReviewThese(props: { filter: LibraryFilter }) {
  const queue = asQueue(props.filter);
  if (queue === null) return null;
  return <a class="as-button" data-testid="review-these" href={`/review${filterQuery({ ...queue, batch: defaultBatch })}`} title="A sitting over these clips, in the order of the policy’s strategy">Review these</a>;
}

/** What is filtered, each with its way out. */
function Chips(props: { filter: LibraryFilter }) {
  const chips = chipsOf(props.filter);
  if (chips.length === 0) return null;
  const { sort, order } = props.filter;
  return (
    <nav class="chips" aria-label="Filters in force">
      <ul>
        {chips.map((chip) => (
          <li key={chip.name}>
            <a href={libraryLink(chip.without)} data-testid={`chip-${chip.name}`} title={`${chip.label} ${chip.value}: take it away`}>
              <span class="faint">{chip.label}</span> <bdi>{chip.value}</bdi><span class="sr"> take away</span><Icon name="close" />
            </a>
          </li>
        ))}
      </ul>
      <a class="clear" data-testid="clear-filters" href={libraryLink({ ...(sort === undefined ? {} : { sort }), ...(order === undefined ? {} : { order }) })}>Clear</a>
    </nav>
  );
}
