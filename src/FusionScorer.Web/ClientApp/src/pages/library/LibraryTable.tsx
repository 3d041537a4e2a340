import type { LibraryFilter, LibraryItem, LibraryPage, LibrarySort } from '../../api/types';
import { Icon } from '../../parts/icons';
import { Level, PosteriorStrip } from '../../parts/levels';
import { libraryLink, orderOf, pairWords, sortedBy } from './libraryFilter';

const columns: [title: string, sort: LibrarySort | null, of: string][] = [
  ['Title', 'title', 'c-title'], ['Year', 'year', 'c-year'], ['Min', null, 'c-min'], ['Level', 'level', 'c-level'], ['Probabilities', 'confidence', 'c-strip'], ['Conflict', 'conflict', 'c-conflict'], ['Cost', 'cost', 'c-cost'],
  ['Status', null, 'c-status'], ['Decided', 'decided', 'c-decided'],
];
const hints: Partial<Record<string, string>> = {
  Min: 'Minutes', Probabilities: 'Probability of each level; sorted by that of the most probable', Conflict: 'How far two signals contradict each other, 0 to 1, and which', Cost: 'Expected cost of the level shown, by the policy’s cost matrix',
};

export function LibraryTable(props: { page: LibraryPage; filter: LibraryFilter; levels: string[] }) {
  const { page, filter, levels } = props;
  return (
    <table class="clips-all">
      <thead><tr>{columns.map(([title, sort, of]) => <Head key={title} title={title} sort={sort} of={of} filter={filter} />)}</tr></thead>
      <tbody>{page.items.map((item) => <Row key={item.clip} item={item} levels={levels} />)}</tbody>
    </table>
  );
}

function Head(props: { title: string; sort: LibrarySort | null; of: string; filter: LibraryFilter }) {
  const { title, sort, of, filter } = props;
  const order = filter.sort === sort && sort !== null ? orderOf(filter) : null;
  return (
    <th scope="col" class={of} title={hints[title]} aria-sort={order === null ? undefined : order === 'asc' ? 'ascending' : 'descending'}>
      {sort === null ? title : <a href={libraryLink(sortedBy(filter, sort))} data-testid={`sort-${sort}`} class={order ?? undefined}>{title}{order !== null && <Icon name="down" />}</a>}
    </th>
  );
}

function Row(props: { item: LibraryItem; levels: string[] }) {
  const { item, levels } = props;
  return (
    <tr data-testid="library-row" data-clip={item.clip}>
      <th scope="row" class="c-title"><a href={`/clips/${encodeURIComponent(item.clip)}`} class="title" dir="auto" title={tip(item)}>{item.title}</a></th>
      <td class="num c-year">{item.year ?? '–'}</td>
      <td class="num c-min">{item.minutes === null ? '–' : Math.round(item.minutes).toLocaleString()}</td>
      <td class="c-level">
        {item.level === null ? <span class="faint">–</span> : <><Level name={item.level} levels={levels} /> <span class="faint">{sayer(item.source)}</span></>}
        {item.modelDisagrees && <span class="attention-text" title="The model says otherwise"> <Icon name="warn" /><span class="sr">the model disagrees</span></span>}
      </td>
      <td class="c-strip"><PosteriorStrip posterior={item.posterior} levels={levels} /></td>
      <td class="c-conflict"><span class="num">{item.conflict.toFixed(2)}</span>{item.pair !== null && <span class="faint"> {pairWords(item.pair)}</span>}</td>
      <td class="num c-cost">{item.cost.toFixed(2)}</td>
      <td class="c-status">{item.status}</td>
      <td class="num c-decided" title={item.decidedAt === null ? undefined : new Date(item.decidedAt).toLocaleString()}>{day(item.decidedAt)}</td>
    </tr>
  );
}

function sayer(source: string): string {
  return source === 'decision' ? 'person' : source;
}

function tip(item: LibraryItem): string {
  return [item.title, item.genres.join(', '), item.path ?? '', item.clip].filter((part) => part !== '').join('\n');
}

function day(iso: string | null): string {
  if (iso === null) return '–';
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? '–' : at.toLocaleDateString(undefined, { year: 'numeric', month: 'short', day: 'numeric' });
}
