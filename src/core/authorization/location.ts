// Whether an application serves the place a record belongs to. A vault knows of places what people say: the country
// they live in, so a record belongs to the country of the person who authorises it.
import type { Application } from '../applications/application.ts';
import type { Reader } from '../store.ts';

export async function mayServeRecordsOf(
  db: Reader,
  { recordLocations }: Application,
  personId: string,
): Promise<boolean> {
  if (recordLocations === undefined || recordLocations.length === 0) return true;
  const country = (await db.people.byId(personId))?.country.toUpperCase();
  return recordLocations.some(location => location.country.toUpperCase() === country);
}
