// What `keepwell vocab load` shows while it works: a bar on a terminal, a line now and then elsewhere.

import { setTimeout as pause } from 'node:timers/promises';
import { getFirst } from '../assume.ts';
import type { LoadWatcher } from '../core/vocabularies/load.ts';
import type { openSource } from '../vocabularies/loaders/index.ts';
import type { Io } from './command.ts';

export interface Progress extends LoadWatcher {
  end(): void;
}

const barWidth = 30;
const redrawMs = 200;

/** Elsewhere there is a line for each of these. */
const percentStep = 10;

/** Lines that cannot be read are shown one by one up to this many. */
const badLinesShown = 20;

export function showProgress(
  source: Awaited<ReturnType<typeof openSource>>,
  { io, data }: { io: Io; data: string },
): Progress {
  const { isTerminal = false, err } = io;
  const { title, bytes, lists } = source;
  let [entries, before, badLines, shownPercent] = [0, 0, 0, 0];
  let started = performance.now();

  const percentNow = () => (bytes.total === 0 ? 100 : Math.floor((100 * bytes.read) / bytes.total));
  const text = () => {
    const rate = Math.round((1000 * (entries - before)) / Math.max(1, performance.now() - started));
    return `${String(percentNow()).padStart(3)} %  ${entries} entries  ${rate}/s`;
  };
  const clear = () => isTerminal && err('\r\u001b[K');
  const draw = () => {
    const full = Math.round((barWidth * percentNow()) / 100);
    err(`\r\u001b[K[${'#'.repeat(full)}${'-'.repeat(barWidth - full)}] ${text()}`);
  };
  const line = (message: string) => {
    clear();
    err(`${message}\n`);
  };
  const timer = isTerminal ? setInterval(draw, redrawMs) : undefined;

  return {
    onBegin(position) {
      [entries, before] = [position, position];
      started = performance.now();
      const what = `${title} ${getFirst(lists).version}`;
      line(position > 0 ? `Going on with ${what} after ${position} entries.` : `Loading ${what}.`);
    },
    onBadLine({ file, line: number, problem }) {
      badLines++;
      if (badLines <= badLinesShown) line(`${file}, line ${number}: ${problem}.`);
      if (badLines === badLinesShown) line('More lines that cannot be read are counted only.');
    },
    async onCommit(state) {
      if (state.entries > 0) entries = state.entries;
      if (!isTerminal && percentNow() >= shownPercent + percentStep) {
        shownPercent = percentNow() - (percentNow() % percentStep);
        line(text());
      }
      await giveWay(data, state.tookMs);
    },
    end() {
      clearInterval(timer);
      clear();
    },
  };
}

/** Leaves a server that waits to write half of the time. */
export async function giveWay(data: string, tookMs: number): Promise<void> {
  const { findRunning } = await import('../running.ts');
  if (findRunning(data)) await pause(tookMs);
}
