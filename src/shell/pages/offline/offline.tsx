// What of a person's records is there without a network: switching that on for this browser, and the page that it keeps.

import { sayDose, type Taking } from '../../../core/medicines/taken.ts';
import { readEmergencyProfile } from '../../../core/records/emergency.ts';
import { emergencyParts } from '../../../core/records/emergency-parts.ts';
import { readText } from '../../../core/vocabularies/localised.ts';
import { readBuilt } from '../../../http/scripts.ts';
import { medicinesWords, offlineWords } from '../../../locales/words.ts';
import { Form, Layout } from '../../kit/layout.tsx';
import { makeOwnGrant } from '../../kit/record-reader.ts';
import { momentInWords } from '../../web/clock.ts';
import { leaveNotice } from '../../web/notice.ts';
import { beginCopy, endCopy, noteCopy } from '../../web/offline.ts';
import { goTo, show } from '../../web/respond.tsx';
import type { ShellContext, SignedInContext, SignedInVisit } from '../../web/visit.ts';
import { EmergencySheet, sayMissing } from '../emergency/sheet.tsx';
import { Dose, readOwnTaking } from '../medicines/medicines.tsx';

/** What a copy and its script are beneath; the script is in charge of nothing else. */
export const offlinePath = '/offline';

export async function showOffline(c: SignedInContext): Promise<Response> {
  const { visit } = c.var;
  const w = offlineWords(visit.language);
  const page = (
    <Layout title={w.short} visit={visit} place="account">
      <div class="narrow">
        <h1>{w.short}</h1>
        <p>{w.lead}</p>
        <p>{w.goes}</p>
        <p>
          <strong>{visit.keptCopy ? w.isOn : w.isOff}</strong>
        </p>
        <Form visit={visit} action={offlinePath}>
          <button type="submit" name="keep" value={visit.keptCopy ? 'no' : 'yes'}>
            {visit.keptCopy ? w.turnOff : w.turnOn}
          </button>
        </Form>
        <p class="hint">{w.needs}</p>
        {visit.keptCopy && (
          <p>
            <a href={`${offlinePath}/copy`}>{w.see}</a>
          </p>
        )}
      </div>
    </Layout>
  );
  return show(c, page);
}

export async function saveOffline(c: SignedInContext, form: URLSearchParams): Promise<Response> {
  const { language, secure, person } = c.var.visit;
  const w = offlineWords(language);
  const isOn = form.get('keep') === 'yes';
  if (isOn) beginCopy(c, secure, person.id);
  else endCopy(c, secure);
  leaveNotice(c, { text: isOn ? w.turnedOn : w.turnedOff });
  return goTo(c, offlinePath);
}

/** Where the app on a phone begins: with a network it goes on to Home, without one the copy is shown in its place. */
export async function startApp(c: ShellContext): Promise<Response> {
  return goTo(c, '/');
}

/** So many records are in a copy, the one at hand first. */
const recordsMax = 10;

/** The page that is kept: all in one, so that there is nothing to lead to. */
export async function showCopy(c: SignedInContext): Promise<Response> {
  const { visit } = c.var;
  const { vault, language, record, person, secure } = visit;
  const w = offlineWords(language);
  if (visit.keptCopy) noteCopy(c, person.id, { secure, now: vault.clock.now() });
  const others = visit.records.filter(other => other !== record);
  const own = [...(record ? [record] : []), ...others].slice(0, recordsMax);
  const drawn = [];
  for (const of of own) drawn.push(await drawRecord(visit, of));
  const page = (
    <Layout title={w.copyTitle} visit={visit} plain runsNothing>
      <div class="one-sheet">
        <h1>{w.copyTitle}</h1>
        <p class="notice">{w.asOf(momentInWords(vault.clock.now(), visit))}</p>
        {drawn}
        {own.length < visit.records.length && <p>{w.notAll}</p>}
        <p class="not-printed">
          <a href="/">{w.toPages}</a>
        </p>
      </div>
    </Layout>
  );
  return show(c, page);
}

async function drawRecord(visit: SignedInVisit, of: NonNullable<SignedInVisit['record']>) {
  const { vault, language } = visit;
  const grant = await vault.store.read(db => makeOwnGrant(db, visit, of));
  const profile = await readEmergencyProfile(vault, grant, language);
  const all = await readOwnTaking(visit, grant);
  const m = medicinesWords(language);
  // The list below says more of them.
  const parts = emergencyParts.filter(part => part !== 'medications');
  return (
    <section>
      <h2>{of.record.name}</h2>
      <EmergencySheet
        profile={profile}
        isPart
        parts={parts}
        language={language}
        otherwise={part => sayMissing(grant, part, language)}
      />
      {(['now', 'needed'] as const).map(standing => {
        const own = all.filter(one => one.standing === standing);
        return (
          <section>
            <h3>{m.standings[standing]}</h3>
            {own.length === 0 ? (
              <p>{sayMissing(grant, 'medications', language)}</p>
            ) : (
              <ul>
                {own.map(one => (
                  <li>{sayMedicine(one, language)}</li>
                ))}
              </ul>
            )}
          </section>
        );
      })}
    </section>
  );
}

function sayMedicine({ value }: Taking, language: SignedInVisit['language']) {
  return (
    <>
      <strong>{readText(value.name, language)}</strong>
      {sayDose(value) !== '' && (
        <>
          {' · '}
          <Dose value={value} />
        </>
      )}
    </>
  );
}

const worker = readBuilt('offline-worker');

/** A script without a name of its own, for what it serves is known by its address. Browsers ask for it anew each day at least. */
export async function sendWorker(c: ShellContext): Promise<Response> {
  return c.body(worker.text, 200, {
    'Content-Type': 'text/javascript; charset=utf-8',
    'Cache-Control': 'no-cache',
    'Content-Security-Policy': "default-src 'none'; connect-src 'self'; frame-ancestors 'none'",
    'X-Content-Type-Options': 'nosniff',
  });
}
