import type { LibraryFilter } from '../../api/types';
import { go } from '../../app/router';
import { libraryLink, libraryQuery, parseLibrary, withLibrary } from './libraryFilter';

/** The least conflict and the least expected cost. */
export function AtLeast(props: { filter: LibraryFilter }) {
  const { filter } = props;
  return (
    <form class="facet fields" aria-label="At least" onSubmit={(event) => event.preventDefault()}>
      <NumberField filter={filter} of="conflictFrom" label="Least conflict" max={1} step={0.05} />
      <NumberField filter={filter} of="costFrom" label="Least cost" step={0.1} />
    </form>
  );
}

export function NumberField(props: { filter: LibraryFilter; of: 'conflictFrom' | 'costFrom' | 'yearFrom' | 'yearTo'; label: string; max?: number; step?: number }) {
  const { filter, of, label } = props;
  const change = (event: Event) => {
    const { value } = event.currentTarget as HTMLInputElement;
    const query = new URLSearchParams(libraryQuery(filter));
    query.delete(of);
    if (value.trim() !== '') query.set(of, value.trim());
    // As a link would be read, so that a number out of range is none.
    const next = parseLibrary(query);
    if (next.yearFrom !== undefined && next.yearTo !== undefined && next.yearFrom > next.yearTo) return go(libraryLink(withLibrary(next, { yearFrom: next.yearTo, yearTo: next.yearFrom })));
    if (libraryQuery(next) === libraryQuery(filter)) (event.currentTarget as HTMLInputElement).value = `${filter[of] ?? ''}`;
    else go(libraryLink(next));
  };
  return <label>{label} <input key={`${filter[of]}`} type="number" min={0} max={props.max} step={props.step ?? 1} defaultValue={`${filter[of] ?? ''}`} data-testid={of} onChange={change} /></label>;
}
