/** Shapes of the library page. The server's are in `Contracts/LibraryContracts.cs`. */

/** Also the query of the page's link, and of its export: what is exported is what is filtered. */
export interface LibraryFilter {
  /** Words of title, path or id; all must occur. */
  search?: string;
  /** The level shown now. */
  level?: string;
  /** unreviewed, auto, decided, disputed, reopened */
  status?: string;
  /** Who says so: decision, known, model */
  source?: string;
  /** A signal that has spoken (a rule fired). */
  signal?: string;
  /** A signal that was not read. */
  missing?: string;
  /** Two signals that contradict each other, joined by `|`. */
  pair?: string;
  genre?: string;
  root?: string;
  yearFrom?: number;
  yearTo?: number;
  conflictFrom?: number;
  /** Expected cost of the level shown, at least. */
  costFrom?: number;
  /** The model disagrees with the decision or the known level. */
  disagrees?: boolean;
  sort?: LibrarySort;
  /** Default: ascending for title, year and id, else descending. */
  order?: 'asc' | 'desc';
}
export type LibrarySort = 'title' | 'id' | 'year' | 'level' | 'confidence' | 'conflict' | 'cost' | 'decided';

/** GET /library?…&limit=&offset= (limit ≤ 200) */
export interface LibraryPage { total: number; clips: number; items: LibraryItem[]; milliseconds: number }
export interface LibraryItem {
  clip: string;
  title: string;
  year: number | null;
  root: string | null;
  path: string | null;
  minutes: number | null;
  genres: string[];
  level: string | null;
  source: string;
  status: string;
  posterior: number[];
  conflict: number;
  pair: string | null;
  cost: number;
  modelDisagrees: boolean;
  decidedAt: string | null;
}
/** GET /library/facets?…: how many clips each choice leaves, the others as they are. */
export interface LibraryFacets { levels: FacetOf[]; statuses: FacetOf[]; sources: FacetOf[]; signals: FacetOf[]; missing: FacetOf[]; pairs: FacetOf[]; genres: FacetOf[]; roots: FacetOf[]; years: { from: number; to: number; clips: number }[] }
export interface FacetOf { name: string; count: number }
/** GET /exports/library.csv?… and /exports/library.jsonl?…: the filtered clips in the order shown, streamed; for leads, policy owners, administrators. */
