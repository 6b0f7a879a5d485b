// GetApplicationInfo: how the application, or a child of it, is registered.
import type { AppText, AppTextKind } from '../core/applications/app-text.ts';
import { appTextKinds } from '../core/applications/app-text.ts';
import type { Application } from '../core/applications/application.ts';
import { addInheritance } from '../core/applications/inheritance.ts';
import { pickText } from '../core/applications/texts.ts';
import { fault } from '../core/healthvault/status-fault.ts';
import type { Reader } from '../core/store.ts';
import { readCulture } from '../core/vocabularies/culture.ts';
import type { Infer } from '../schema/schema.ts';
import { getApplicationInfo } from './contracts/get-application-info.ts';
import { type AppCall, method, version } from './method.ts';
import { answerApplication, type ShownTexts } from './parts/application-info.ts';

type Contract = (typeof getApplicationInfo)[1];

export default method({
  name: 'GetApplicationInfo',
  auth: 'app',
  versions: {
    1: version('app', { ...getApplicationInfo[1], run: tell }),
    2: version('app', { ...getApplicationInfo[2], run: tell }),
  },
});

async function tell(
  { vault, app, header }: AppCall,
  { allLanguages = false, childAppId }: Infer<Contract['request']>,
): Promise<Infer<Contract['response']>> {
  const culture = readCulture(header);
  return vault.store.read(async db => {
    const wanted = await wantedApp(db, app, childAppId);
    const master = wanted.masterId === undefined ? undefined : await db.applications.byId(wanted.masterId);
    const texts = await textsOf(db, wanted);
    const masterNames = master && (await db.applicationTexts.of(master.id, ['name']));
    const shown = allLanguages ? everyText(texts) : oneLanguage(texts, culture);
    const masterName = master && (nameIn(masterNames, culture) ?? master.name);
    return { application: answerApplication(wanted, shown, masterName) };
  });
}

async function wantedApp(db: Reader, app: Application, childAppId: string | undefined): Promise<Application> {
  if (childAppId === undefined || childAppId === app.id) return app;
  const child = await db.applications.byId(childAppId);
  if (child?.masterId !== app.id)
    throw fault('INVALID_APP', 'The child-app-id is not that of a child of this application.');
  return addInheritance(db, child);
}

/** A child on a device has the texts of its master, but for its name. */
async function textsOf(db: Reader, { kind, id, masterId }: Application): Promise<AppText[]> {
  if (kind !== 'soda-child') return db.applicationTexts.of(id, appTextKinds);
  const texts = await db.applicationTexts.of(masterId ?? id, appTextKinds);
  return texts.filter(text => text.kind !== 'name');
}

function everyText(texts: readonly AppText[]): ShownTexts {
  return (kind, item = '') => ofKind(texts, kind, item);
}

function oneLanguage(texts: readonly AppText[], culture: readonly string[]): ShownTexts {
  return (kind, item = '') => {
    const best = pickText(ofKind(texts, kind, item), culture);
    return best ? [best] : [];
  };
}

function ofKind(texts: readonly AppText[], kind: AppTextKind, item: string): AppText[] {
  return texts.filter(text => text.kind === kind && text.item === item);
}

function nameIn(names: readonly AppText[] | undefined, culture: readonly string[]): string | undefined {
  return names && pickText(names, culture)?.content.toString();
}
