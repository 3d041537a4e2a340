import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { FacetOf, LibraryFacets, LibraryFilter } from '../../api/types';
import { useApp } from '../../app/app';
import { samePair } from '../../app/filters';
import { Icon } from '../../parts/icons';
import { Level } from '../../parts/levels';
import { AtLeast } from './AtLeast';
import { libraryLink, pairWords, sources, sourceWords, statuses, withLibrary } from './libraryFilter';
import { SearchField } from './SearchField';
import { Years } from './Years';

type Named = 'level' | 'status' | 'source' | 'signal' | 'missing' | 'pair' | 'genre' | 'root';
const shownAtFirst = 8;

/** Every choice is a link, with how many clips it leaves. Names known beforehand stand there before their counts do. */
export function Facets(props: { filter: LibraryFilter; focusSearch: boolean; facets: LibraryFacets | null; fault: string | null; busy: boolean; again: () => void }) {
  const { filter, facets } = props;
  const project = useApp().project.value;
  const levels = project?.levels ?? [];
  const signals = project?.signals ?? [];
  const facet = (title: string, of: Named, told: FacetOf[] | undefined, known: readonly string[] = [], say: (name: string) => ComponentChildren = (name) => <bdi>{name}</bdi>) =>
    <Facet title={title} of={of} filter={filter} options={merge(known, told)} say={say} />;
  return (
    <aside class="facets" aria-label="Filters" aria-busy={props.busy}>
      <SearchField filter={filter} focus={props.focusSearch} />
      {props.fault !== null && <p class="bad fault" role="alert">Counts cannot be had: {props.fault} <button type="button" data-testid="facets-again" onClick={props.again}>Try again</button></p>}
      {facet('Level', 'level', facets?.levels, levels, (name) => <Level name={name} levels={levels} />)}
      {facet('Status', 'status', facets?.statuses, statuses)}
      {facet('Who says so', 'source', facets?.sources, sources, (name) => sourceWords[name] ?? name)}
      <nav class="facet" aria-label="Model">
        <ul><li><a href={libraryLink(withLibrary(filter, { disagrees: filter.disagrees === true ? undefined : true }))} aria-current={filter.disagrees === true ? 'true' : undefined} data-testid="facet-disagrees">
          <span>The model disagrees</span>{filter.disagrees === true && <Icon name="close" />}
        </a></li></ul>
      </nav>
      {facet('Conflict', 'pair', facets?.pairs, [], pairWords)}
      <AtLeast filter={filter} />
      <Years filter={filter} years={facets?.years ?? []} />
      {facet('Signal spoke', 'signal', facets?.signals, signals)}
      {facet('Signal not read', 'missing', facets?.missing, signals)}
      {facet('Genre', 'genre', facets?.genres)}
      {facet('Folder', 'root', facets?.roots)}
    </aside>
  );
}

interface Option { name: string; count: number | undefined }

function merge(known: readonly string[], told: FacetOf[] | undefined): Option[] {
  const counts = new Map(told?.map((one) => [one.name, one.count]));
  const first = known.map((name) => ({ name, count: told === undefined ? undefined : (counts.get(name) ?? 0) }));
  return [...first, ...(told ?? []).filter((one) => !known.includes(one.name))];
}

function Facet(props: { title: string; of: Named; filter: LibraryFilter; options: Option[]; say: (name: string) => ComponentChildren }) {
  const { title, of, filter, options, say } = props;
  const all = useSignal(false);
  const chosen = filter[of];
  const on = (name: string) => (of === 'pair' ? samePair(chosen, name) : chosen === name);
  // What was chosen stays in sight, also when it leaves nothing.
  const list = chosen === undefined || options.some((option) => on(option.name)) ? options : [{ name: chosen, count: undefined }, ...options];
  if (list.length === 0) return null;
  const long = list.length > shownAtFirst + 1;
  const shown = all.value || !long ? list : list.filter((option, i) => i < shownAtFirst || on(option.name));
  return (
    <nav class="facet" aria-label={title}>
      <h2>{title}</h2>
      <ul>
        {shown.map(({ name, count }) => (
          <li key={name}>
            <a href={libraryLink(withLibrary(filter, { [of]: on(name) ? undefined : name }))} aria-current={on(name) ? 'true' : undefined} class={count === 0 ? 'none' : undefined} data-testid={`facet-${of}-${name}`} title={name}>
              <span>{say(name)}</span>
              {on(name) && <Icon name="close" />}
              {count !== undefined && <span class="num faint">{count.toLocaleString()}</span>}
            </a>
          </li>
        ))}
      </ul>
      {long && <button type="button" class="plain more" aria-expanded={all.value} data-testid={`facet-${of}-more`} onClick={() => (all.value = !all.value)}>{all.value ? 'Fewer' : `${list.length - shown.length} more`}</button>}
    </nav>
  );
}
