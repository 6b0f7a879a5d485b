// Hints for those who come new: what is good to do and not done yet. They go when all is done, when the person does not want
// them, or after a while.

import { getCookie, setCookie } from 'hono/cookie';
import { isFirstKind } from '../../../core/records/profile.ts';
import { listParticipants } from '../../../core/sharing/access.ts';
import { presentKinds } from '../../../core/things/newest.ts';
import { hintsWords } from '../../../locales/words.ts';
import { Form } from '../../kit/layout.tsx';
import { makeOwnGrant } from '../../kit/record-reader.ts';
import { getCookieOptions } from '../../web/cookies.ts';
import { leaveNotice } from '../../web/notice.ts';
import { goTo } from '../../web/respond.tsx';
import type { ShellContext, SignedInContext, SignedInVisit } from '../../web/visit.ts';

const cookie = 'keepwell-hints';
const shownForMs = 30 * 24 * 3_600_000;
const hiddenForSeconds = 365 * 24 * 3600;

interface HintLine {
  readonly title: string;
  readonly text: string;
  readonly href: string;
}

/** For the home page; nothing where there is nothing to say. */
export async function makeFirstRunHints(c: SignedInContext) {
  const { visit } = c.var;
  const { person, vault, language } = visit;
  if (getCookie(c, cookie) === 'off') return null;
  if (person.createdAt + shownForMs < vault.clock.now()) return null;
  const hints = await openHints(visit);
  if (hints.length === 0) return null;
  const w = hintsWords(language);
  return (
    <section>
      <h2>{w.title}</h2>
      <ul class="cards">
        {hints.map(({ title, text, href }) => (
          <li>
            <a href={href}>{title}</a>
            <span class="hint">{text}</span>
          </li>
        ))}
      </ul>
      <Form visit={visit} action="/hints/hide">
        <button type="submit" class="quiet">
          {w.hide}
        </button>
      </Form>
    </section>
  );
}

async function openHints(visit: SignedInVisit): Promise<HintLine[]> {
  const { vault, person, record, language } = visit;
  const w = hintsWords(language);
  const { ways, people, isEmpty } = await vault.store.read(async db => ({
    ways:
      (await db.credentials.passkeysOf(person.id)).length +
      (await db.credentials.identitiesOf(person.id)).length +
      ((await db.credentials.codeApp(person.id)) ? 1 : 0),
    // That there is something personal is not for others to know.
    isEmpty: !record || (await presentKinds(db, await makeOwnGrant(db, visit, record))).every(isFirstKind),
    people: record ? await listParticipants(db, vault, record.record.id) : [],
  }));
  return [
    ...(ways === 0 ? [{ title: w.way, text: w.wayText, href: '/account' }] : []),
    // Whoever has nothing in the record yet is told so with the first steps, and has nothing to print.
    ...(record?.access.level === 'custodian' && people.length === 1 && !isEmpty
      ? [{ title: w.share, text: w.shareText, href: `/records/${record.record.id}/sharing` }]
      : []),
    ...(record && !isEmpty ? [{ title: w.emergency, text: w.emergencyText, href: '/emergency' }] : []),
  ];
}

export async function hideHints(c: ShellContext): Promise<Response> {
  const { secure, language } = c.var.visit;
  setCookie(c, cookie, 'off', { ...getCookieOptions(secure), maxAge: hiddenForSeconds });
  leaveNotice(c, { text: hintsWords(language).hidden });
  return goTo(c, '/');
}
