// Usage: node install-packages.mjs FOLDER
// Installs what package-lock.json names into FOLDER/node_modules, without running any script of the packages.
// Works beside FOLDER and renames when done: FOLDER is either absent or complete, also when several run at once.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const target = resolve(process.argv[2]);
mkdirSync(dirname(target), { recursive: true });
const work = mkdtempSync(`${target}.`);
try {
  for (const file of ['package.json', 'package-lock.json', '.npmrc']) copyFileSync(join(source, file), join(work, file));
  const windows = process.platform === 'win32';
  const npm = spawnSync(windows ? 'npm.cmd' : 'npm', ['ci', '--ignore-scripts', '--loglevel=error'], {
    cwd: work, shell: windows, stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (npm.error) throw npm.error;
  if (npm.status !== 0) process.exitCode = npm.status ?? 1;
  else {
    keepNamedPackages(join(work, 'node_modules'));
    rename();
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}

// Only files of the named packages are used; what these depend on would be another quarter of the space.
function keepNamedPackages(modules) {
  const named = new Set(Object.keys(JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')).dependencies));
  for (const entry of readdirSync(modules)) {
    const names = entry.startsWith('@') ? readdirSync(join(modules, entry)).map(name => `${entry}/${name}`) : [entry];
    for (const name of names) if (!named.has(name)) rmSync(join(modules, name), { recursive: true, force: true });
  }
}

function rename() {
  try {
    renameSync(work, target);
  } catch (fault) {
    // Another build was first, with the same packages.
    if (!existsSync(join(target, 'node_modules'))) throw fault;
  }
}
