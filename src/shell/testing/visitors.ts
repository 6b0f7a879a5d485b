// People who are signed in to the Shell, for tests of what comes after signing in.

import type { Application } from '../../core/applications/application.ts';
import { giveConsent } from '../../core/authorization/consent.ts';
import { confirmAddress } from '../../core/mail/confirm.ts';
import type { Person } from '../../core/people/person.ts';
import { openShellSession } from '../../core/people/sessions.ts';
import { relationship } from '../../core/records/create.ts';
import type { HealthRecord, RecordAccess } from '../../core/records/record.ts';
import { givenPerson } from '../../testing/given.ts';
import type { TestServer } from '../../testing/server.ts';
import { Browser } from './browser.ts';

export interface Visitor {
  readonly browser: Browser;
  readonly person: Person;
  readonly record: HealthRecord;
}

/** Somebody with a record of their own. */
export async function givenSignedIn(server: TestServer, name = 'Ada Example'): Promise<Visitor> {
  const { person, record } = await givenPerson(server.vault, name);
  const browser = new Browser(server);
  await signInAs(browser, person);
  return { browser, person, record };
}

/** As if they had opened the link that was mailed to them. */
export async function confirmed<V extends Pick<Visitor, 'browser' | 'person'>>(visitor: V): Promise<V> {
  const { vault } = visitor.browser.server;
  await vault.store.write(db => confirmAddress(db, vault, visitor.person.id));
  return visitor;
}

export async function signInAs(browser: Browser, person: Person): Promise<void> {
  const { vault } = browser.server;
  const place = { address: '127.0.0.1', browser: 'Firefox', system: 'Linux' };
  const { token } = await vault.store.write(db => openShellSession(db, vault, person, place));
  browser.cookies.set('keepwell', token);
}

/** Lets an application use a record; answers with its id for it. */
export async function authorizeApp(
  { vault }: TestServer,
  app: Application,
  { person, record }: Pick<Visitor, 'person' | 'record'>,
): Promise<string> {
  const choice = { app, personId: person.id, recordId: record.id, optionalRules: [] };
  return (await vault.store.write(db => giveConsent(db, vault, choice))).recordAlias;
}

/** Shares a record with somebody, for good; `typeIds` names what of it. */
export async function giveAccess(
  { vault }: Pick<TestServer, 'vault'>,
  { person, record }: Pick<Visitor, 'person' | 'record'>,
  level: RecordAccess['level'],
  typeIds?: readonly string[],
): Promise<void> {
  const access: RecordAccess = {
    personId: person.id,
    recordId: record.id,
    level,
    relationship: relationship.other,
    typeIds,
    createdAt: vault.clock.now(),
    expiresAt: undefined,
  };
  await vault.store.write(db => db.records.putAccess(access));
}
