import type { Progress } from '../../api/progressTypes';
import { colourStyle, Level } from '../../parts/levels';
import { count, share } from './format';

/** Clips by the level that is shown, with the part that people or an import settled. */
export function Distribution(props: { rows: Progress['distribution']; levels: string[] }) {
  const { rows, levels } = props;
  const most = Math.max(1, ...rows.map((row) => row.clips));
  const all = rows.reduce((sum, row) => sum + row.clips, 0);
  return (
    <section class="panel-box" aria-labelledby="levels-title">
      <h2 id="levels-title">Levels shown</h2>
      {all === 0
        ? <p class="empty">No clip has a level yet.</p>
        : (
          <table class="bars-table" data-testid="level-distribution">
            <thead><tr><th scope="col">Level</th><th scope="col"><span class="sr">Bar</span></th><th scope="col" class="right-text">Clips</th><th scope="col" class="right-text">Share</th><th scope="col" class="right-text">Settled</th></tr></thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.level}>
                  <th scope="row"><Level name={row.level} levels={levels} /></th>
                  <td class="wide">
                    <span class="level-bar" aria-hidden="true" style={{ ...colourStyle(levels.indexOf(row.level), levels.length), width: `${(row.clips / most) * 100}%` }}>
                      <i style={{ width: row.clips === 0 ? '0' : `${(row.settled / row.clips) * 100}%` }} />
                    </span>
                  </td>
                  <td class="num right-text">{count(row.clips)}</td>
                  <td class="num right-text">{share(row.clips / all)}</td>
                  <td class="num right-text">{count(row.settled)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      {all > 0 && <p class="faint small">Full colour: settled by a decision or an import. Pale: the model's own level.</p>}
    </section>
  );
}
