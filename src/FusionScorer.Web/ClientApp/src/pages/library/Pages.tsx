import type { LibraryFilter } from '../../api/types';
import { go } from '../../app/router';
import { libraryLink, pageSize } from './libraryFilter';

/** Page by page, or straight to one: ten thousand pages are not walked. */
export function Pages(props: { filter: LibraryFilter; offset: number; total: number }) {
  const { filter, offset, total } = props;
  const pages = Math.ceil(total / pageSize);
  const now = Math.floor(offset / pageSize) + 1;
  const to = (page: number) => libraryLink(filter, (Math.min(Math.max(1, page), pages) - 1) * pageSize);
  const jump = (event: Event) => {
    event.preventDefault();
    const page = Number(new FormData(event.currentTarget as HTMLFormElement).get('page'));
    if (Number.isInteger(page) && page !== now) go(to(page));
  };
  return (
    <nav class="pages" aria-label="Pages of the list">
      {now > 1 ? <a href={to(now - 1)} data-testid="page-before">Before</a> : <span class="faint">Before</span>}
      <span class="num">{Math.min(offset + 1, total).toLocaleString()}–{Math.min(total, offset + pageSize).toLocaleString()} of {total.toLocaleString()}</span>
      <form onSubmit={jump}>
        <label>Page <input key={now} name="page" type="number" min={1} max={pages} defaultValue={`${now}`} data-testid="page-number" /></label> <span class="num">of {pages.toLocaleString()}</span>
      </form>
      {now < pages ? <a href={to(now + 1)} data-testid="page-after">After</a> : <span class="faint">After</span>}
    </nav>
  );
}
