// The doctor's last check: a session, and a thing put, got and removed, with the application, record and person that are
// named. By itself it tries none, since whatever is put leaves its traces.
import type { RecordClient } from '../client/index.ts';
import weight from '../things/weight.ts';
import type { Io } from './command.ts';
import { type ConnectionOptions, connectRecord } from './connection.ts';
import type { Check } from './doctor-check.ts';
import { Failure } from './explain.ts';

export function makeRoundTripCheck(options: ConnectionOptions, io: Io): Check {
  return { name: 'round trip', needs: 'all', run: () => roundTrip(options, io) };
}

async function roundTrip(options: ConnectionOptions, io: Io): Promise<string> {
  if (options.record !== undefined) return putGetRemove(await connectRecord(options, io));
  return 'left out: name an application, a record and a person to try it';
}

async function putGetRemove(record: RecordClient): Promise<string> {
  const kg = 70.5;
  const when = { date: { y: 2000, m: 1, d: 1 } };
  const key = await record.put(weight, { when, value: { kg } }, { note: 'keepwell doctor' });
  const [thing] = await record.get(weight, { ids: [key.id] });
  await record.remove(key);
  if (thing?.value.value.kg !== kg) throw new Failure('The thing did not come back as it was put.');
  const left = await record.get(weight, { ids: [key.id] });
  if (left.length > 0) throw new Failure('The thing was removed, and is still there.');
  return 'put, got and removed a weight';
}
