import type { ComponentChildren } from 'preact';
import { KeyCap, useShortcut } from '../parts/KeyCap';
import { EvidenceList, Transcript } from '../player';
import { About } from './About';
import { AccountTable } from './AccountTable';
import { Links } from './Links';
import { nextPanel, panels, type Panel } from './panelNames';
import type { ReviewSession, Shown } from './session';

const names: Record<Panel, string> = { evidence: 'Evidence', account: 'Account', words: 'Words', links: 'Links', about: 'About' };

/** What is known of the clip, a panel at a time, always in the same order. */
export function Panels(props: { session: ReviewSession; shown: Shown }) {
  const { session, shown } = props;
  const { clip, playback } = shown;
  const open = session.panel.value;
  const counts: Partial<Record<Panel, number>> = { evidence: clip.evidence.length, links: clip.links?.relations.length ?? 0 };
  const content: Record<Panel, () => ComponentChildren> = {
    evidence: () => (clip.evidence.length === 0 ? <p class="faint pad">No signal left evidence on this clip.</p> : <EvidenceList playback={playback} />),
    account: () => <AccountTable clip={clip} />,
    words: () => <Transcript playback={playback} />,
    links: () => <Links links={clip.links} levels={clip.levels} />,
    about: () => <About clip={clip} />,
  };
  return (
    <section class="panels" aria-label="Details">
      <div class="tabs" role="tablist" aria-label="Details" aria-keyshortcuts={useShortcut('panel')} onKeyDown={(event) => step(event, session)}>
        {panels.map((panel) => (
          <button key={panel} type="button" role="tab" id={`tab-${panel}`} aria-selected={panel === open} aria-controls={`panel-${panel}`} tabIndex={panel === open ? 0 : -1}
            data-testid={`tab-${panel}`} onClick={() => (session.panel.value = panel)}>
            {names[panel]}{(counts[panel] ?? 0) > 0 && <span class="num faint">{counts[panel]}</span>}
          </button>
        ))}
        <KeyCap of="panel" />
      </div>
      <div class="panel-body" role="tabpanel" id={`panel-${open}`} aria-labelledby={`tab-${open}`} tabIndex={0}>{content[open]()}</div>
      <label class="note">
        <span>Note <KeyCap of="note" /></span>
        <textarea data-note data-testid="note" rows={1} dir="auto" maxLength={4000} placeholder="Goes with your decision" value={session.note.value}
          onInput={(event) => session.typeNote(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()} />
      </label>
    </section>
  );
}

function step(event: KeyboardEvent, session: ReviewSession): void {
  const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (by === 0) return;
  event.preventDefault();
  nextPanel(session.panel, by);
  document.getElementById(`tab-${session.panel.peek()}`)?.focus();
}
