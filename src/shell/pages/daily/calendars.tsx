// Making, renewing and ending calendars. An address is shown once, when it is made.
import { calendarKinds, calendarSayings } from '../../../core/calendar/choice.ts';
import { Fault } from '../../../core/faults.ts';
import { isVisible } from '../../../core/printable.ts';
import {
  addressNameMax,
  endAddress,
  makeAddress,
  renewAddress,
} from '../../../core/secret-addresses/addresses.ts';
import { calendarWords } from '../../../locales/words.ts';
import type { AtHand } from '../../items/at-hand.ts';
import { Layout } from '../../kit/layout.tsx';
import { leaveNotice } from '../../web/notice.ts';
import { goTo, show } from '../../web/respond.tsx';
import type { SignedInContext } from '../../web/visit.ts';
import { firstCalendar, type TypedCalendar } from './calendar-parts.tsx';
import { dailyPage } from './daily.tsx';
import { calendarsPath, dailyPath } from './paths.ts';

export async function tryMakeCalendar(
  c: SignedInContext,
  at: AtHand,
  form: URLSearchParams,
): Promise<Response> {
  const { visit } = c.var;
  const { vault, language, zone } = visit;
  const w = calendarWords(language);
  const typed: TypedCalendar = {
    name: form.get('name')?.trim() ?? '',
    says: calendarSayings.find(one => one === form.get('says')) ?? firstCalendar.says,
    kinds: calendarKinds.filter(kind => form.getAll('kinds').includes(kind)),
  };
  const { name, ...told } = typed;
  const errors = {
    ...((!isVisible(name) || name.length > addressNameMax) && { name: w.nameMissing(addressNameMax) }),
    ...(told.kinds.length === 0 && { kinds: w.kindMissing }),
  };
  if (Object.keys(errors).length > 0) return dailyPage(c, at, typed, errors);
  const wanted = { kind: 'calendar', name, choice: { ...told, zone } } as const;
  try {
    const { token } = await vault.store.write(db => makeAddress(db, vault, at.grant, wanted), at.grant);
    return madePage(c, name, token);
  } catch (error) {
    if (!(error instanceof Fault) || error.reason !== 'limitReached') throw error;
    return dailyPage(c, at, typed, { name: w.tooMany });
  }
}

/** The only page that shows it. */
function madePage(c: SignedInContext, name: string, token: string): Promise<Response> {
  const { visit } = c.var;
  const w = calendarWords(visit.language);
  const address = `${visit.vault.instance.shellUrl}${calendarsPath}/${token}.ics`;
  const page = (
    <Layout title={w.made(name)} visit={visit}>
      <div class="narrow">
        <h1>{w.made(name)}</h1>
        <p>{w.once}</p>
        <p class="secret-address">
          <code>{address}</code>
        </p>
        <p class="actions">
          <a class="button" href={address.replace(/^https?:/, 'webcal:')}>
            {w.subscribe}
          </a>
          <a class="button second" href={dailyPath}>
            {w.done}
          </a>
        </p>
        <p class="hint">{w.howTo}</p>
      </div>
    </Layout>
  );
  return show(c, page, { saysSecret: true });
}

export async function renewCalendar(
  c: SignedInContext,
  { grant }: AtHand,
  form: URLSearchParams,
): Promise<Response> {
  const { vault } = c.var.visit;
  const id = form.get('address') ?? '';
  const { address, token } = await vault.store.write(
    db => renewAddress(db, vault, grant, 'calendar', id),
    grant,
  );
  return madePage(c, address.name, token);
}

export async function endCalendar(
  c: SignedInContext,
  { grant }: AtHand,
  form: URLSearchParams,
): Promise<Response> {
  const { vault, language } = c.var.visit;
  const id = form.get('address') ?? '';
  await vault.store.write(db => endAddress(db, vault, grant, 'calendar', id), grant);
  leaveNotice(c, { text: calendarWords(language).ended });
  return goTo(c, dailyPath);
}
