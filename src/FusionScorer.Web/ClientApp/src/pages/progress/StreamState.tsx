import { events } from '../../app/events';

const words = { closed: '', opening: 'connecting…', open: 'live', lost: 'connection lost, trying again' } as const;

/** Whether the figures follow by themselves. */
export function StreamState() {
  const state = events.state.value;
  return <span class={`stream ${state}`} role="status" data-testid="stream-state">{words[state]}</span>;
}
