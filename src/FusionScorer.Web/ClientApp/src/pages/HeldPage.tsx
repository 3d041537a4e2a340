import { words } from '../api/client';
import { useApp } from '../app/app';
import { when } from '../parts/time';
import { useLoad } from '../parts/useLoad';

/** Who holds which clip until when; a lead can release it. */
export function HeldPage() {
  const app = useApp();
  const { value, fault, again } = useLoad('held', () => app.api.claims());
  const release = async (clip: string) => {
    try {
      await app.api.release(clip);
      app.toast('Released. An answer that its reviewer still gives is kept.');
    } catch (error) {
      app.toast(words(error), 'bad');
    }
    again();
  };
  return (
    <main class="page" id="main" tabIndex={-1}>
      <header class="list-head"><h1>Held clips</h1><span class="spring" /><button type="button" onClick={again}>Read again</button></header>
      <p class="faint">Clips that reviewers have open, or next in line. They come free by themselves when a reviewer goes away.</p>
      {fault.value !== null && <p class="bad" role="alert">{fault.value}</p>}
      {value.value?.length === 0 && <p class="loading">Nobody holds a clip just now.</p>}
      {value.value !== null && value.value.length > 0 && (
        <table class="grid">
          <thead><tr><th scope="col">Clip</th><th scope="col">Held by</th><th scope="col">Since</th><th scope="col">Until</th><th scope="col"><span class="sr">Release</span></th></tr></thead>
          <tbody>
            {value.value.map((claim) => (
              <tr key={claim.clip} data-testid="held-row">
                <th scope="row"><a class="title" dir="auto" href={`/clips/${encodeURIComponent(claim.clip)}`}>{claim.title}</a></th>
                <td><bdi>{claim.by}</bdi></td>
                <td class="num">{when(claim.since)}</td>
                <td class="num">{when(claim.until)}</td>
                <td><button type="button" aria-label={`Release ${claim.title}`} onClick={() => void release(claim.clip)}>Release</button></td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </main>
  );
}
