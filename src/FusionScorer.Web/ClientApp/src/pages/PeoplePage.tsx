import { useSignal } from '@preact/signals';
import { words } from '../api/client';
import type { Account, Invitation, Role } from '../api/types';
import { useApp } from '../app/app';
import { Dialog } from '../parts/Dialog';
import { when } from '../parts/time';
import { useLoad } from '../parts/useLoad';

const roles: Role[] = ['reviewer', 'lead', 'policy', 'admin'];

/** Accounts: made and changed by administrators, seen by leads. */
export function PeoplePage() {
  const app = useApp();
  const admin = app.user.value?.role === 'admin';
  const { value, fault, again } = useLoad('people', () => app.api.accounts());
  const invitation = useSignal<(Invitation & { name: string }) | null>(null);
  const attempt = async (act: () => Promise<unknown>) => {
    try {
      await act();
    } catch (error) {
      app.toast(words(error), 'bad');
    }
    again();
  };
  const invite = (name: string) => attempt(async () => (invitation.value = { name, ...(await app.api.invite(name)) }));
  const add = (event: Event) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const data = new FormData(form);
    const name = `${data.get('name') as string}`.trim();
    void attempt(async () => {
      const made = await app.api.addAccount(name, data.get('role') as Role);
      form.reset();
      const link = made?.link !== undefined && made.until !== undefined ? { link: made.link, until: made.until } : await app.api.invite(name);
      invitation.value = { name, ...link };
    });
  };
  return (
    <main class="page" id="main" tabIndex={-1}>
      <header class="list-head"><h1>People</h1></header>
      {admin && (
        <form class="row add" onSubmit={add}>
          <label>Name <input name="name" required maxLength={60} autoComplete="off" data-testid="new-name" /></label>
          <label>Role <select name="role" data-testid="new-role">{roles.map((role) => <option key={role}>{role}</option>)}</select></label>
          <button type="submit" class="primary" data-testid="add-account">Add and invite</button>
        </form>
      )}
      {fault.value !== null && <p class="bad" role="alert">{fault.value}</p>}
      {value.value !== null && (
        <table class="grid">
          <thead><tr><th scope="col">Name</th><th scope="col">Role</th><th scope="col">State</th><th scope="col">Since</th><th scope="col">Last seen</th>{admin && <th scope="col"><span class="sr">Change</span></th>}</tr></thead>
          <tbody>{value.value.map((account) => <Row key={account.name} account={account} admin={admin} attempt={attempt} invite={invite} />)}</tbody>
        </table>
      )}
      {invitation.value !== null && <InvitationDialog invitation={invitation.value} onClose={() => (invitation.value = null)} />}
    </main>
  );
}

function Row(props: { account: Account; admin: boolean; attempt: (act: () => Promise<unknown>) => Promise<void>; invite: (name: string) => Promise<void> }) {
  const { account, admin, attempt, invite } = props;
  const app = useApp();
  const self = account.name === app.user.value?.name;
  return (
    <tr data-testid="account-row" class={account.disabled ? 'off' : ''}>
      <th scope="row"><bdi>{account.name}</bdi>{self && <span class="faint"> you</span>}</th>
      <td>
        {admin && !self
          ? <select aria-label={`Role of ${account.name}`} value={account.role} onChange={(event) => void attempt(() => app.api.changeAccount(account.name, { role: event.currentTarget.value as Role }))}>{roles.map((role) => <option key={role}>{role}</option>)}</select>
          : account.role}
      </td>
      <td>{account.disabled ? 'disabled' : account.invited ? 'invited' : 'active'}</td>
      <td class="num">{when(account.createdAt)}</td>
      <td class="num">{when(account.lastSeenAt)}</td>
      {admin && (
        <td><div class="row tight">
          {!self && <button type="button" onClick={() => void attempt(() => app.api.changeAccount(account.name, { disabled: !account.disabled }))}>{account.disabled ? 'Enable' : 'Disable'}</button>}
          {!self && !account.disabled && <button type="button" onClick={() => void invite(account.name)}>New link</button>}
        </div></td>
      )}
    </tr>
  );
}

function InvitationDialog(props: { invitation: Invitation & { name: string }; onClose: () => void }) {
  const { name, link, until } = props.invitation;
  const copied = useSignal(false);
  // A server behind another address may give only the path.
  const full = new URL(link, location.href).href;
  const copy = () => navigator.clipboard?.writeText(full).then(() => (copied.value = true), () => {});
  return (
    <Dialog title={`Link for ${name}`} onClose={props.onClose} testId="invitation">
      <p>Give this link to <bdi>{name}</bdi>. It is shown only now, works once, and ends {when(until)}.</p>
      <input class="link" readOnly value={full} aria-label="Invitation link" data-testid="invitation-link" onFocus={(event) => event.currentTarget.select()} />
      <div class="row"><button type="button" class="primary" onClick={copy}>Copy</button><span role="status">{copied.value && 'Copied.'}</span></div>
    </Dialog>
  );
}
