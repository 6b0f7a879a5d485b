// Items of a visitor's record for tests of the forms: given, looked at, saved as a browser would.

import type { Grant } from '../../core/authorization/grant.ts';
import { makePersonGrant } from '../../core/authorization/grants.ts';
import { addThing, findThingAtHand, type ThingAtHand } from '../../core/things/edit.ts';
import { writeThings } from '../../core/things/write.ts';
import { readXml } from '../../schema/xml-reader.ts';
import type { TestServer } from '../../testing/server.ts';
import { everyType, findVersion, parseThing, type ThingVersion } from '../../things/index.ts';
import type { Page } from './browser.ts';
import { changed, formValues } from './form-values.ts';
import type { Visitor } from './visitors.ts';

/** A version of a type by its name; the newest where no number is said. */
export function versionNamed(name: string, number?: number): ThingVersion {
  const { versions } = everyType().find(type => type.name === name)!;
  return number === undefined ? versions.at(-1)! : versions.find(version => version.number === number)!;
}

export async function grantOf({ vault }: TestServer, { person, record }: Visitor): Promise<Grant> {
  return vault.store.read(db => makePersonGrant(db, person.id, record.id, vault.clock.now()));
}

/** @returns the id of an item that was added from its XML */
export async function givenItem(
  server: TestServer,
  visitor: Visitor,
  typeId: string,
  xml: string,
  { commonXml = '', tags = '' } = {},
): Promise<string> {
  const { version } = findVersion(typeId)!;
  const value = parseThing(version, readXml(xml).root());
  const grant = await grantOf(server, visitor);
  return (await addThing(server.vault, grant, version, { value, commonXml, tags })).id;
}

export async function storedItem(server: TestServer, visitor: Visitor, id: string): Promise<ThingAtHand> {
  const grant = await grantOf(server, visitor);
  return (await server.vault.store.read(db => findThingAtHand(db.things(grant), id)))!;
}

/** Somebody else, such as an application, saves an item. */
export async function overwriteItem(
  server: TestServer,
  visitor: Visitor,
  id: string,
  { typeId, xml, commonXml = '' }: { typeId?: string; xml: string; commonXml?: string },
): Promise<void> {
  const { stored } = await storedItem(server, visitor, id);
  const data = { xml, commonXml, clientId: undefined, effectiveDate: undefined, endDate: undefined };
  const write = { id, versionStamp: stored.versionStamp, typeId: typeId ?? stored.typeId, data };
  await writeThings(server.vault, await grantOf(server, visitor), [write], { overwrite: false });
}

/** Sends the form of a page as it stands, but for some values. */
export function sendForm(
  { browser }: Visitor,
  page: Page,
  changes: Readonly<Record<string, string>>,
  action = page.url.pathname,
): Promise<Page> {
  const { origin } = new URL(browser.server.shellUrl);
  const body = changed(formValues(page.html, action), changes);
  return browser.send(action, { method: 'POST', body, headers: { origin } });
}
