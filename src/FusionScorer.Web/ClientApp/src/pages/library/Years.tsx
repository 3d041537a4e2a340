import type { LibraryFacets, LibraryFilter } from '../../api/types';
import { NumberField } from './AtLeast';
import { libraryLink, withLibrary, yearWords } from './libraryFilter';

/** How many clips of which years; each bar is a link, the fields take any span. */
export function Years(props: { filter: LibraryFilter; years: LibraryFacets['years'] }) {
  const { filter, years } = props;
  const most = Math.max(1, ...years.map((one) => one.clips));
  const { yearFrom = -Infinity, yearTo = Infinity } = filter;
  const filtered = filter.yearFrom !== undefined || filter.yearTo !== undefined;
  const first = years[0];
  const last = years.at(-1);
  return (
    <nav class="facet years" aria-label="Year">
      <h2>Year</h2>
      {first !== undefined && last !== undefined && (
        <>
          <ul class="bars">
            {years.map(({ from, to, clips }) => {
              const exactly = filter.yearFrom === from && filter.yearTo === to;
              const inside = to >= yearFrom && from <= yearTo;
              const words = `${yearWords(from, to)}: ${clips.toLocaleString()} ${clips === 1 ? 'clip' : 'clips'}`;
              return (
                <li key={from}>
                  <a href={libraryLink(withLibrary(filter, exactly ? { yearFrom: undefined, yearTo: undefined } : { yearFrom: from, yearTo: to }))} aria-label={words} title={words} aria-current={exactly ? 'true' : undefined}
                    class={filtered && !inside ? 'out' : undefined} data-testid={`year-${from}`}><i style={{ height: clips === 0 ? '0' : `max(2px, ${(clips / most) * 100}%)` }} /></a>
                </li>
              );
            })}
          </ul>
          <p class="ends num faint" aria-hidden="true"><span>{first.from}</span><span>{last.to}</span></p>
        </>
      )}
      <div class="fields span">
        <NumberField filter={filter} of="yearFrom" label="From" max={9999} />
        <NumberField filter={filter} of="yearTo" label="to" max={9999} />
      </div>
    </nav>
  );
}
