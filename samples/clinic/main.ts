// The system of a clinic: it has no pages for patients, and knows them by numbers of its own. Who comes again connects their
// record; who comes once takes a package home. README.md tells it step by step.
import { type App, HealthVaultError, shellUrl } from '@keepwell/client';
import allergy from '@keepwell/client/things/allergy';
import immunization from '@keepwell/client/things/immunization';
import { connectByKey, explain, keyOptions, readOptions } from '../shared/options.ts';

const usage =
  'clinic -- invite NUMBER NAME QUESTION ANSWER | visit NUMBER VACCINE | drop-off NUMBER NAME QUESTION ANSWER VACCINE [--vault URL] [--app-id ID --key FILE --certificate FILE]';
const { values, positionals, wrong } = readOptions(usage, keyOptions, true);
const commands: Readonly<Record<string, { words: number; run: (...words: string[]) => Promise<void> }>> = {
  invite: { words: 4, run: invite },
  visit: { words: 2, run: visit },
  'drop-off': { words: 5, run: dropOff },
};
const [name = '', ...words] = positionals;
const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
if (!command || words.length !== command.words)
  wrong('Say invite, visit or drop-off, and what belongs to it.');
const app: App = connectByKey(values, wrong);
const { shellUrl: shell } = await app.service().catch(explain);
await command?.run(...words);

/** The patient takes the code home, and the question is asked there: the answer is not written on the paper. */
async function invite(number: string, friendlyName: string, question: string, answer: string): Promise<void> {
  // A new invitation takes the place of one that waits; one that was followed stays.
  await app
    .call('DeletePendingConnectRequest', 1, { externalId: number })
    .catch(unless('CONNECT_REQUEST_ALREADY_AUTHORIZED'));
  const { identityCode } = await app.call('CreateConnectRequest', 1, {
    friendlyName,
    question,
    answer,
    externalId: number,
  });
  console.log(`For patient ${number}: open ${shellUrl(shell, 'CONNECT', { packageid: identityCode })}`);
  console.log(`The code is ${identityCode}.`);
}

/** Allergies first, then the vaccine, which is there once however often this is tried. */
async function visit(number: string, vaccine: string): Promise<void> {
  await takeInWhoCame();
  const patient = await find(number);
  if (!patient) {
    console.log(`Patient ${number} has connected no record: invite them, or let them take a package home.`);
    return;
  }
  const record = app.record(patient.recordId, { personId: patient.personId });
  const allergies = await record.get(allergy);
  console.log(`Allergies: ${allergies.map(({ value }) => value.name.text).join(', ') || 'none noted'}.`);
  const clientId = `${number} ${today().y}-${today().m}-${today().d} ${vaccine}`;
  await record.put(immunization, given(vaccine), { clientId });
  console.log(`Written into the record of patient ${number}: ${vaccine}.`);
}

/** For who comes once: nothing is authorised by it, and nobody learns whether it was picked up. */
async function dropOff(
  number: string,
  friendlyName: string,
  question: string,
  answer: string,
  vaccine: string,
): Promise<void> {
  const parcel = await app.newPackage({ friendlyName, question, answer, externalId: number });
  parcel.add(immunization, given(vaccine));
  const code = await parcel.leave();
  console.log(`For patient ${number}: open ${shellUrl(shell, 'PICKUP', { packageid: code })}`);
  console.log(`The code is ${code}.`);
}

/** The vault remembers which record a number stands for, so this program keeps nothing. */
async function takeInWhoCame(): Promise<void> {
  const { connectRequest } = await app.call('GetAuthorizedConnectRequests', 1, {});
  for (const { externalId, personId, recordId } of connectRequest ?? [])
    await app
      .call('AssociateAlternateId', 1, { alternateId: externalId }, { personId, recordId: recordId.value })
      // Known since an earlier time, or not shared any more.
      .catch(unless('DUPLICATE_ALTERNATE_ID', 'ACCESS_DENIED', 'INVALID_PERSON'));
}

async function find(number: string): Promise<{ personId: string; recordId: string } | undefined> {
  const found = await app
    .call('GetPersonAndRecordForAlternateId', 1, { alternateId: number })
    .catch(unless('ALTERNATE_ID_NOT_FOUND'));
  const recordId = found?.personInfo.record?.[0]?.id;
  return found && recordId ? { personId: found.personInfo.personId, recordId } : undefined;
}

function given(vaccine: string) {
  return { name: { text: vaccine }, administrationDate: { structured: { date: today() } } };
}

function today(): { y: number; m: number; d: number } {
  const now = new Date();
  return { y: now.getFullYear(), m: now.getMonth() + 1, d: now.getDate() };
}

/** @returns what passes over refusals of these names */
function unless(...names: readonly string[]) {
  return (error: unknown): undefined => {
    if (!(error instanceof HealthVaultError) || !names.includes(error.name)) throw error;
  };
}
