import { levelWords } from '../parts/levels';
import { when } from '../parts/time';
import type { ReviewSession } from './session';

/** The last ten decisions; each can be taken back. */
export function RecentList(props: { session: ReviewSession; onClose: () => void }) {
  const list = props.session.recent.list.value;
  return (
    <section class="recent-sheet" aria-label="Recent decisions" data-testid="recent" onKeyDown={(event) => event.key === 'Escape' && props.onClose()}>
      <h2>Your last ten</h2>
      {list.length === 0 && <p class="faint">None yet.</p>}
      <ol>
        {list.map((one) => (
          <li key={one.id} class={one.undone ? 'undone' : ''}>
            <span class="title" dir="auto">{one.title}</span>
            <span>{levelWords(one.answer)}</span>
            <span class="faint num">{when(one.at)}</span>
            {one.undone ? <span class="faint">taken back</span> : <button type="button" onClick={() => { props.onClose(); props.session.undo(one.id); }}>Undo</button>}
          </li>
        ))}
      </ol>
    </section>
  );
}
