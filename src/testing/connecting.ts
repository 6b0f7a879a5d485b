// Connect requests for tests: a clinic invites, a person follows the invitation as the Shell lets them.

import type { NewApplication } from '../core/applications/register.ts';
import { giveConsent } from '../core/authorization/consent.ts';
import { findByCode, judgeAnswer, markConnected } from '../core/healthvault/connect/take-up.ts';
import type { Person } from '../core/people/person.ts';
import type { HealthRecord } from '../core/records/record.ts';
import { type Answer, givenApp, openClient, type TestApp, type TestClient } from './given.ts';
import type { TestServer } from './server.ts';

export interface Clinic extends TestApp {
  readonly client: TestClient;
}

/** An application that may invite, with a session. */
export async function givenClinic(server: TestServer, given: Partial<NewApplication> = {}): Promise<Clinic> {
  const app = await givenApp(server.vault, { methodGroups: ['basic', 'connect-package'], ...given });
  return { ...app, client: await openClient(server, app) };
}

const invitation = {
  'friendly-name': 'Ada',
  question: 'Which street did you grow up in?',
  answer: 'Mill Road',
  'external-id': 'patient 1',
};

export type InvitationXml = Partial<Record<keyof typeof invitation, string>>;

export function createRequest(client: TestClient, given: InvitationXml = {}): Promise<Answer> {
  const info = Object.entries({ ...invitation, ...given }).map(
    ([name, text]) => `<${name}>${text}</${name}>`,
  );
  return client.call('CreateConnectRequest', { info: info.join('') });
}

/** The code of a new invitation. */
export async function invite(client: TestClient, given: InvitationXml = {}): Promise<string> {
  return (await createRequest(client, given)).texts('identity-code')[0]!;
}

/** Answers the question of a code; undefined when there is no such code that can be used. */
export async function answerQuestion(
  { vault }: TestServer,
  code: string,
  person: Person,
  answer = invitation.answer,
) {
  const trier = { vault, address: '127.0.0.1', personId: person.id };
  const found = await findByCode(trier, code);
  if (found?.state !== 'open') return undefined;
  return { found, judged: await judgeAnswer(trier, found.request.id, answer) };
}

/** Connects a record by a code. */
export async function follow(
  server: TestServer,
  code: string,
  { person, record }: { person: Person; record: HealthRecord },
): Promise<void> {
  const { vault } = server;
  const answered = await answerQuestion(server, code, person);
  if (!answered?.judged.isRight) throw new Error('the code cannot be followed');
  const { app, request } = answered.found;
  const ids = { personId: person.id, recordId: record.id };
  await vault.store.write(async db => {
    await giveConsent(db, vault, { app, ...ids, optionalRules: [] });
    await markConnected(db, vault, { requestId: request.id, ...ids });
  });
}
