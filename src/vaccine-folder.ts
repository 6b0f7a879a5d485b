// Schedules of vaccines that the operator put into a folder, beside the WHO's. Put together by main.ts.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readSchedule, type Schedule } from './core/vaccines/schedule.ts';
import { whoSchedule } from './core/vaccines/who.ts';

/** No schedule is larger. */
const bytesMax = 1_048_576;

/** The WHO's last. A folder that is not there holds nothing. @throws an error that names the file and what is wrong with it */
export function readSchedules(folder: string): readonly Schedule[] {
  const names = existsSync(folder) ? readdirSync(folder).filter(name => name.endsWith('.json')) : [];
  const own = names.sort().map(name => readFile(join(folder, name), name));
  const all = [...own, readSchedule(whoSchedule)];
  const twice = all.find(({ id }, index) => all.findIndex(one => one.id === id) < index);
  if (twice) throw new Error(`${folder}: two vaccine schedules have the id ${twice.id}.`);
  return all;
}

function readFile(path: string, name: string): Schedule {
  if (statSync(path).size > bytesMax) throw new Error(`${name} is larger than ${bytesMax} bytes.`);
  try {
    return readSchedule(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    throw new Error(`${name}: ${error instanceof SyntaxError ? 'it is no JSON.' : (error as Error).message}`);
  }
}
