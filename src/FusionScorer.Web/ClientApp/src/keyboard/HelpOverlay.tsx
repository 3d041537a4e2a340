import { useApp } from '../app/app';
import { Dialog } from '../parts/Dialog';
import { KeyCap } from '../parts/KeyCap';
import { commands, type Command } from './commands';

const groups: Command['group'][] = ['Decide', 'Watch', 'Look', 'Anywhere'];

/** All keys as they are set now; levels beyond the project's are left out. */
export function HelpOverlay() {
  const app = useApp();
  const levels = app.project.value?.levels ?? [];
  const label = (command: Command): string | null => {
    const match = /^(level|atleast)\.(\d)$/.exec(command.name);
    if (match === null) return command.label;
    const level = levels[Number(match[2]) - 1];
    if (level === undefined) return null;
    return match[1] === 'level' ? level : `${level} or stricter`;
  };
  return (
    <Dialog title="Keys" wide testId="help" onClose={() => (app.helpOpen.value = false)}>
      <div class="help">
        {groups.map((group) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>
              {commands.filter((command) => command.group === group && label(command) !== null).map((command) => (
                <div key={command.name}><dt><KeyCap of={command.name} /><span class="sr">{app.keyboard.key(command.name)}</span></dt><dd>{label(command)}</dd></div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p class="faint">Keys rest while you type in a field; Escape leaves it. Change them under <a href="/settings" onClick={() => (app.helpOpen.value = false)}>Settings</a>.</p>
    </Dialog>
  );
}
