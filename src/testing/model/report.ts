// What is told of a sequence that failed: its seed, as few of its commands as still fail, and how to run it again.
import type { TestServer } from '../server.ts';
import type { Command, Sequence } from './commands.ts';
import { type Over, runSequence } from './run.ts';

/** Stops trying after so many runs. */
const triesMax = 400;

export async function report(
  server: TestServer,
  seed: number,
  sequence: Sequence,
  over: Over = 'pipeline',
): Promise<string> {
  const commands = await fewest(server, sequence, over);
  const difference = await runSequence(server, { ...sequence, commands }, over);
  return [
    `Sequence ${seed} differs from the model. To run it again:`,
    `  KEEPWELL_MODEL_SEED=${seed} npm test -- src/model.test.ts`,
    ...sequence.rules.map((rules, i) => `app ${i} begins with the rules ${JSON.stringify(rules)}`),
    ...commands.map((command, i) => `${i + 1}. ${JSON.stringify(command)}`),
    ...(difference?.wrong ?? ['It passes when run again.']).map(wrong => `→ ${wrong}`),
  ].join('\n');
}

/** Leaves out one stretch of commands after the other, as long as what is left still fails. */
async function fewest(
  server: TestServer,
  { rules, commands }: Sequence,
  over: Over,
): Promise<readonly Command[]> {
  let tries = 0;
  const failing = async (some: readonly Command[]) => {
    tries += 1;
    const difference = await runSequence(server, { rules, commands: some }, over);
    return difference && some.slice(0, difference.step + 1);
  };
  let left = (await failing(commands)) ?? commands;
  for (let stretch = Math.ceil(left.length / 2); stretch >= 1; stretch = Math.floor(stretch / 2)) {
    for (let at = left.length - stretch; at >= 0 && tries < triesMax; at -= stretch) {
      left = (await failing([...left.slice(0, at), ...left.slice(at + stretch)])) ?? left;
    }
  }
  return left;
}
