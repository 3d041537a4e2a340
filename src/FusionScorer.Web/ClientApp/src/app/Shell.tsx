import type { VNode } from 'preact';
import { useEffect } from 'preact/hooks';
import { HelpOverlay } from '../keyboard/HelpOverlay';
import { AuditPage } from '../pages/AuditPage';
import { ClipPage } from '../pages/ClipPage';
import { HeldPage } from '../pages/HeldPage';
import { LibraryPage } from '../pages/library/LibraryPage';
import { PeoplePage } from '../pages/PeoplePage';
import { ProgressPage } from '../pages/progress/ProgressPage';
import { AdjudicationPage } from '../pages/quality/AdjudicationPage';
import { QualityPage } from '../pages/quality/QualityPage';
import { QueuePage } from '../pages/QueuePage';
import { SettingsPage } from '../pages/SettingsPage';
import { InvitationPage, SignInPage, WelcomePage } from '../pages/SignInPages';
import { TuningPage } from '../pages/tuning/TuningPage';
import { ReviewPage } from '../review/ReviewPage';
import { useApp } from './app';
import { clipOf, go, place } from './router';
import { Toasts } from './Toasts';
import { TopBar } from './TopBar';

export function Shell() {
  const app = useApp();
  useEffect(() => app.keyboard.register({
    help: () => (app.helpOpen.value = true),
    search: () => {
      const field = document.querySelector<HTMLInputElement>('input[type=search]');
      if (field === null) go('/queue#search');
      else field.focus();
    },
  }), [app]);
  const { path, hash } = place.value;
  if (app.unreachable.value !== null) return <Unreachable reason={app.unreachable.value} />;
  const session = app.session.value;
  if (session === null) return <p class="loading" role="status">Loading…</p>;
  if (path === '/welcome') return <Alone><WelcomePage token={hash} /></Alone>;
  if (path === '/invitation') return <Alone><InvitationPage token={hash} /></Alone>;
  if (session.user === null) return <Alone><SignInPage needsSetup={session.needsSetup} /></Alone>;
  return (
    <div class="app">
      <a class="skip-link" href="#main" onClick={(event) => { event.preventDefault(); document.getElementById('main')?.focus(); }}>To the content</a>
      <TopBar />
      <Page path={path} />
      <Toasts />
      {app.helpOpen.value && <HelpOverlay />}
    </div>
  );
}

function Alone(props: { children: VNode }) {
  return <main class="alone" id="main">{props.children}</main>;
}

function Page(props: { path: string }): VNode {
  const role = useApp().user.value?.role;
  const lead = role === 'lead' || role === 'admin';
  const clip = clipOf(props.path);
  if (clip !== null) return <ClipPage key={clip} id={clip} />;
  switch (props.path) {
    case '/':
    case '/review':
      return <ReviewPage />;
    case '/queue':
      return <QueuePage />;
    case '/library':
      return <LibraryPage />;
    case '/progress':
      return <ProgressPage />;
    case '/tuning':
      return lead || role === 'policy' ? <TuningPage /> : <NotYours />;
    case '/quality':
      return lead ? <QualityPage /> : <NotYours />;
    case '/adjudication':
      return lead ? <AdjudicationPage /> : <NotYours />;
    case '/settings':
      return <SettingsPage />;
    case '/people':
      return lead ? <PeoplePage /> : <NotYours />;
    case '/held':
      return lead ? <HeldPage /> : <NotYours />;
    case '/audit':
      return lead ? <AuditPage /> : <NotYours />;
    default:
      return <main class="page" id="main" tabIndex={-1}><h1>There is no such page</h1><p><a href="/review">To the review</a></p></main>;
  }
}

function NotYours() {
  return <main class="page" id="main" tabIndex={-1}><h1>Not for your role</h1><p>This page is for leads, policy owners or administrators. <a href="/review">To the review</a></p></main>;
}

function Unreachable(props: { reason: string }) {
  const app = useApp();
  return (
    <main class="alone" id="main">
      <section class="sheet">
        <h1>The review app does not answer</h1>
        <p>{props.reason}</p>
        <p>Answers that you gave are kept in this browser and are sent once it is back.</p>
        <button type="button" class="primary" onClick={() => void app.start()}>Try again</button>
      </section>
    </main>
  );
}
