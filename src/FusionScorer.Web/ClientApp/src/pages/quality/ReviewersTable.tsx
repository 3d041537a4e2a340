import type { Quality } from '../../api/types';
import { duration, share, shareOf } from './figures';

/** By name, and not to be sorted otherwise. */
export function ReviewersTable(props: { reviewers: Quality['reviewers'] }) {
  const reviewers = [...props.reviewers].sort((a, b) => a.reviewer.localeCompare(b.reviewer));
  return (
    <section class="reviewers" aria-labelledby="reviewers-head">
      <h2 id="reviewers-head">Reviewers</h2>
      <p class="faint">Only leads see this. It stands by name and is no ranking: people are given different clips, some of them hard, and small numbers say little. Learned reliability is the chance that an answer is right, as the label model learned it. Brackets hold 95 % intervals.</p>
      {reviewers.length === 0 ? <p class="faint">Nobody has decided on a clip yet.</p> : (
        <table class="grid">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col" class="right-text">Decisions</th>
              <th scope="col" title="What the label model learned: the probability that an answer is right">Learned reliability</th>
              <th scope="col" title="Clips of known level, answered as known">Hidden known, right</th>
              <th scope="col" title="Clips that another reviewer answered too, with a level in common">Agreement with others</th>
              <th scope="col" class="right-text">Median time</th>
            </tr>
          </thead>
          <tbody>
            {reviewers.map((one) => (
              <tr key={one.reviewer} data-testid="reviewer-row">
                <th scope="row"><bdi>{one.reviewer}</bdi></th>
                <td class="num right-text">{one.decisions.toLocaleString()}</td>
                <td class="num">{one.reliability === null ? <span class="faint">too few answers</span> : share(one.reliability)}</td>
                <td class="num"><Of right={one.hidden.right} of={one.hidden.asked} none="none asked" /></td>
                <td class="num"><Of right={one.shared.agreed} of={one.shared.clips} none="none shared" /></td>
                <td class="num right-text">{duration(one.medianSeconds)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Of(props: { right: number; of: number; none: string }) {
  const { right, of, none } = props;
  if (of === 0) return <span class="faint">{none}</span>;
  return <>{right.toLocaleString()} of {of.toLocaleString()} <span class="faint">{shareOf(right, of)}</span></>;
}
