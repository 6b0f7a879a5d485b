// The person who let an application in, as a Person that the address of `fhirUser` leads to: where the record is somebody else's. What it
// tells is what the application is told of the person by any door: by which id it knows them, and their name.
import type { SmartAccess } from '../smart/access.ts';
import { tellsUser } from '../smart/scopes.ts';
import type { Vault } from '../vault.ts';
import type { Resource } from './values.ts';

/** Undefined for any other id, and where the application was not granted to know who the person is. */
export async function findUser(
  { store }: Vault,
  { app, personId, granted }: SmartAccess,
  id: string | undefined,
): Promise<Resource | undefined> {
  if (!tellsUser(granted) || personId === undefined || id === undefined) return undefined;
  const person = await store.read(async db =>
    (await db.aliases.ofPerson(app.id, personId)) === id ? db.people.byId(personId) : undefined,
  );
  return person && { resourceType: 'Person', id, active: true, name: [{ text: person.name }] };
}
