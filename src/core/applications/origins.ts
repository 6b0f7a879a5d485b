// From where a browser may call as an application: the pages that people come back to. Asked by the doors for programs.
import { listOrigins } from '../smart/client.ts';
import type { Reader } from '../store.ts';
import type { Application } from './application.ts';

/** Origins of the pages of an application, and for a child of those of its master. */
export async function findOrigins(db: Reader, appId: string): Promise<ReadonlySet<string>> {
  const app = await db.applications.byId(appId);
  const master = app?.masterId === undefined ? undefined : await db.applications.byId(app.masterId);
  return new Set([app, master].flatMap(one => (one ? originsOf(one) : [])));
}

function originsOf({ actionUrl, smart }: Application): string[] {
  const own = actionUrl !== undefined && URL.canParse(actionUrl) ? [new URL(actionUrl).origin] : [];
  // Of an address of an app on a phone it is the word "null", which is that of any page that hides where it is from.
  return [...own.filter(origin => origin !== 'null'), ...(smart ? listOrigins(smart) : [])];
}
