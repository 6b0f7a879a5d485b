// The applications that have access, and one of them on one record: what it may do, what it has read (SHAREDAPPDETAILS).

import type { Application } from '../../../core/applications/application.ts';
import { addInheritance } from '../../../core/applications/inheritance.ts';
import { hasSmallLogo } from '../../../core/applications/logos.ts';
import type { ReadCount } from '../../../core/audit/read-count.ts';
import type { Authorization } from '../../../core/authorization/authorization.ts';
import { revoke } from '../../../core/authorization/consent.ts';
import {
  type AccessibleRecord,
  directKey,
  getRuleKey,
  offersDirect,
} from '../../../core/authorization/consent-choice.ts';
import { listOptionalRules, setOptionalRules } from '../../../core/authorization/optional.ts';
import { isOfScope, type Rule } from '../../../core/authorization/rules.ts';
import { hashSha256 } from '../../../core/secrets.ts';
import { beginLaunch } from '../../../core/smart/ask.ts';
import type { Reader } from '../../../core/store.ts';
import { nameTypeId } from '../../../locales/type-names.ts';
import { appsWords, consentWords, frameWords } from '../../../locales/words.ts';
import { DirectChoice, RulesOfMode } from '../../hand-over/consent/ask.tsx';
import { goOn } from '../../hand-over/leave/leave.tsx';
import { AboutApp, addStatements } from '../../kit/about-app.tsx';
import { Empty, Initial, showQuestion, Table } from '../../kit/kit.tsx';
import { Form, Layout } from '../../kit/layout.tsx';
import { demandRecord } from '../../kit/record-reader.ts';
import { nameRule } from '../../kit/rule-name.ts';
import { RuleText } from '../../kit/rule-text.tsx';
import { dayThere } from '../../web/clock.ts';
import { leaveNotice } from '../../web/notice.ts';
import { notFound } from '../../web/problem.ts';
import { goTo, show } from '../../web/respond.tsx';
import type { SignedInContext, SignedInVisit, Visit } from '../../web/visit.ts';
import { AppList, listApps, OpenApp } from './app-list.tsx';

export async function showApps(c: SignedInContext): Promise<Response> {
  const { visit } = c.var;
  const { vault, person, records } = visit;
  const w = appsWords(visit.language);
  const apps = await vault.store.read(db => listApps(db, person.id, records));
  const page = (
    <Layout title={w.title} visit={visit} place="apps">
      <h1>{w.title}</h1>
      <p class="lead">{w.lead}</p>
      {apps.length === 0 ? <Empty title={w.none} text={w.noneText} /> : <AppList visit={visit} apps={apps} />}
      <p>
        <a href="/directory">{frameWords(visit.language).directory}</a>
      </p>
    </Layout>
  );
  return show(c, page);
}

interface Access {
  readonly app: Application;
  readonly of: AccessibleRecord;
  readonly authorization: Authorization;
  readonly withdrawn: readonly Rule[];
  /** May it send Direct messages? Undefined where the person is not asked about that. */
  readonly maySendDirect: boolean | undefined;
}

/** Only one's own; others' cannot be told from none. @throws Problem */
async function accessNamed(
  db: Reader,
  visit: SignedInVisit,
  { app: appId, record }: { app: string | undefined; record: string | undefined },
): Promise<Access> {
  const of = demandRecord(visit, record);
  const stored = appId === undefined ? undefined : await db.applications.byId(appId.toLowerCase());
  const authorization = stored && (await db.authorizations.find(stored.id, visit.person.id, of.record.id));
  if (!stored || !authorization) throw notFound();
  const app = await addInheritance(db, stored);
  const maySendDirect = offersDirect(app)
    ? await db.authorizations.maySendDirect(app.id, visit.person.id, of.record.id)
    : undefined;
  const withdrawn = await db.authorizations.withdrawnRules(app.id, visit.person.id, of.record.id);
  return { app, of, authorization, withdrawn, maySendDirect };
}

export async function showApp(c: SignedInContext): Promise<Response> {
  const { visit } = c.var;
  const { vault, person, language } = visit;
  const w = appsWords(language);
  const { access, about, reads, hasLogo } = await vault.store.read(async db => {
    const access = await accessNamed(db, visit, c.req.param() as { app: string; record: string });
    const key = { appId: access.app.id, personId: person.id, recordId: access.of.record.id };
    return {
      access,
      about: await addStatements(db, vault, access.app),
      reads: await db.reads.of(key),
      hasLogo: await hasSmallLogo(db, access.app),
    };
  });
  const { app, of, authorization } = access;
  const required = authorization.rules.filter(rule => rule.optional === undefined);
  const page = (
    <Layout title={app.name} visit={visit} place="apps">
      <div class="titled">
        <Initial name={app.name} kind="app" large logoOf={hasLogo ? app.id : undefined} />
        <h1>{app.name}</h1>
      </div>
      <AboutApp app={about} language={language} />
      <dl class="facts">
        <div>
          <dt>{w.record}</dt>
          <dd>
            <a href={`/records/${of.record.id}`}>{of.record.name}</a>
          </dd>
        </div>
        <div>
          <dt>{w.granted}</dt>
          <dd>{dayThere(authorization.createdAt, visit)}</dd>
        </div>
      </dl>
      {(required.length > 0 || authorization.rules.length === 0) && (
        <section>
          <h2>{w.required}</h2>
          {authorization.rules.length === 0 && <p>{w.nothing}</p>}
          <RulesOfMode rules={required} mode="online" locale={visit} />
          <RulesOfMode rules={required} mode="offline" locale={visit} />
        </section>
      )}
      <OpenApp visit={visit} app={app} recordId={of.record.id} recordName={of.record.name} />
      <OptionalRules visit={visit} access={access} />
      <Seen reads={reads} visit={visit} />
      <p>
        <a class="button danger-quiet" href={`/apps/${app.id}/${of.record.id}/remove`}>
          {w.remove}
        </a>
      </p>
      <p>
        <a href="/apps">{w.all}</a>
      </p>
    </Layout>
  );
  return show(c, page);
}

function OptionalRules({ visit, access }: { visit: Visit; access: Access }) {
  const { language } = visit;
  const w = appsWords(language);
  const all = listOptionalRules(access.app, access.authorization, access.withdrawn);
  if (all.length === 0 && access.maySendDirect === undefined) return null;
  // An app says of its own rules which it can do without; of scopes it says nothing.
  const isAsked = all.some(({ rule }) => isOfScope(rule));
  return (
    <Form visit={visit} action="/apps/optional">
      <input type="hidden" name="app" value={access.app.id} />
      <input type="hidden" name="record" value={access.of.record.id} />
      <input type="hidden" name="shown" value={digestOf(access)} />
      <fieldset>
        <legend>{isAsked ? w.required : w.optional}</legend>
        <p class="hint">{isAsked ? w.askedHint : w.optionalHint}</p>
        {all.map(({ rule, isGranted }, index) => (
          <div class="choice">
            <input
              type="checkbox"
              id={`optional-${index}`}
              name="optional"
              value={getRuleKey(rule)}
              checked={isGranted}
              aria-describedby={`optional-${index}-rule`}
            />
            <div>
              <label for={`optional-${index}`}>{nameRule(rule, language)}</label>
              <div id={`optional-${index}-rule`}>
                <span class="tag">{consentWords(language).modes[rule.mode]}</span>
                <RuleText rule={rule} language={language} />
              </div>
            </div>
          </div>
        ))}
        {access.maySendDirect !== undefined && (
          <DirectChoice id="direct" value={directKey} checked={access.maySendDirect} language={language} />
        )}
        <button type="submit">{w.save}</button>
      </fieldset>
    </Form>
  );
}

/** Of the optional rules: the answer is to these, not to what they may have become. */
function digestOf({ app, authorization, withdrawn, maySendDirect }: Access): string {
  const asked = [listOptionalRules(app, authorization, withdrawn), maySendDirect];
  return hashSha256(JSON.stringify(asked)).toString('base64url');
}

/** What was read is counted by family: an application may read a type in several versions. */
function Seen({ reads, visit }: { reads: readonly ReadCount[]; visit: Visit }) {
  const { language } = visit;
  const w = appsWords(language);
  const byName = new Map<string, { items: number; lastAt: number }>();
  for (const { typeId, items, lastAt } of reads) {
    const name = nameTypeId(typeId, language);
    const before = byName.get(name);
    byName.set(name, {
      items: items + (before?.items ?? 0),
      lastAt: Math.max(lastAt, before?.lastAt ?? 0),
    });
  }
  return (
    <section>
      {byName.size === 0 ? (
        <>
          <h2>{w.seen}</h2>
          <p>{w.seenNothing}</p>
        </>
      ) : (
        <>
          <Table
            caption={w.seen}
            rows={[...byName]}
            columns={[
              { label: w.kind, isWhole: true, cell: ([name]) => name },
              { label: w.items, cell: ([, { items }]) => items.toLocaleString(language), isNumber: true },
              { label: w.last, cell: ([, { lastAt }]) => dayThere(lastAt, visit) },
            ]}
          />
          <p class="hint">{w.seenHint}</p>
        </>
      )}
    </section>
  );
}

export async function saveOptionalRules(c: SignedInContext, form: URLSearchParams): Promise<Response> {
  const { visit } = c.var;
  const { vault, person, language } = visit;
  const named = { app: form.get('app') ?? undefined, record: form.get('record') ?? undefined };
  const { app, of, isSaved } = await vault.store.write(async db => {
    const access = await accessNamed(db, visit, named);
    if (form.get('shown') !== digestOf(access)) return { ...access, isSaved: false };
    const recordId = access.of.record.id;
    await setOptionalRules(db, vault, access.app, {
      personId: person.id,
      recordId,
      keys: form.getAll('optional'),
    });
    return { ...access, isSaved: true };
  });
  leaveNotice(c, { text: isSaved ? appsWords(language).saved : consentWords(language).changed });
  return goTo(c, `/apps/${app.id}/${of.record.id}`);
}

export async function askRemoveApp(c: SignedInContext): Promise<Response> {
  const { visit } = c.var;
  const w = appsWords(visit.language);
  const { app, of } = await visit.vault.store.read(db =>
    accessNamed(db, visit, c.req.param() as { app: string; record: string }),
  );
  return showQuestion(c, {
    title: w.removeTitle(app.name, of.record.name),
    text: w.removeText,
    action: '/apps/remove',
    fields: { app: app.id, record: of.record.id },
    button: w.remove,
    cancelHref: `/apps/${app.id}/${of.record.id}`,
    place: 'apps',
  });
}

/** One's own authorisations only; what is not there is as good as removed. */
export async function removeApp(c: SignedInContext, form: URLSearchParams): Promise<Response> {
  const { vault, person, language } = c.var.visit;
  const key = { appId: form.get('app') ?? '', personId: person.id, recordId: form.get('record') ?? '' };
  const names = await vault.store.write(async db => {
    if (!(await db.authorizations.find(key.appId, key.personId, key.recordId))) return undefined;
    await revoke(db, vault, key);
    return {
      app: (await db.applications.byId(key.appId))?.name ?? '',
      record: (await db.records.byId(key.recordId))?.name ?? '',
    };
  });
  if (names) leaveNotice(c, { text: appsWords(language).removed(names.app, names.record) });
  return goTo(c, '/apps');
}

/** To an application that starts with a record. */
export async function openApp(c: SignedInContext, form: URLSearchParams): Promise<Response> {
  const { visit } = c.var;
  const { vault, person } = visit;
  const named = { app: form.get('app') ?? undefined, record: form.get('record') ?? undefined };
  const { app, of } = await vault.store.read(db => accessNamed(db, visit, named));
  const launch = { appId: app.id, personId: person.id, recordId: of.record.id };
  return goOn(c, app.name, await beginLaunch(vault, launch));
}
