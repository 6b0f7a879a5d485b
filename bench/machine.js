// On what, when and of which version something was measured.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';
import { join } from 'node:path';

export function describeMachine() {
  const root = join(import.meta.dirname, '..');
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return {
    processor: `${cpus().length} × ${cpus()[0].model.trim()}`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GB`,
    system: `${type()} ${release()}${describeTcp()}`,
    node: process.version,
    keepwell: `${version}, ${readCommit(root)}`,
    at: `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC`,
  };
}

/** What paces packets by timers, as bbr does, takes time of processors that two servers and who asks them share. */
function describeTcp() {
  try {
    return `, TCP with ${readFileSync('/proc/sys/net/ipv4/tcp_congestion_control', 'utf8').trim()}`;
  } catch {
    return '';
  }
}

function readCommit(root) {
  try {
    const git = (...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
    const isChanged = git('status', '--porcelain', '--', 'src', 'bench') !== '';
    return `commit ${git('rev-parse', '--short', 'HEAD')}${isChanged ? ' and changes' : ''}`;
  } catch {
    return 'no commit';
  }
}
