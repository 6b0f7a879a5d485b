// The emergency page for whoever has its code: what was chosen for it, and nothing else. Each opening is in the log of the
// record before anything is shown, and its owner is told by mail.
import { countAnonymousCall, countTries, getAddressKey } from '../../../core/limits/rate-limit.ts';
import { isOpenInEmergency, readEmergencyProfile } from '../../../core/records/emergency.ts';
import { hasPhoto, readPhoto } from '../../../core/records/photo.ts';
import type { SecretAddress } from '../../../core/secret-addresses/address.ts';
import { type OpenedAddress, openAddress } from '../../../core/secret-addresses/addresses.ts';
import {
  isPhotoTicket,
  makePhotoTicket,
  noteEmergencyOpened,
} from '../../../core/secret-addresses/emergency.ts';
import { emergencyWords } from '../../../locales/words.ts';
import { Layout } from '../../kit/layout.tsx';
import { dayThere } from '../../web/clock.ts';
import { notFound } from '../../web/problem.ts';
import { show } from '../../web/respond.tsx';
import type { ShellContext, Visit } from '../../web/visit.ts';
import { sendPhotoOf } from '../records/photo.tsx';
import { EmergencySheet, sayMissing } from './sheet.tsx';

export const byCodeAddress = '/e/:token';

const hourMs = 3_600_000;

export async function showByCode(c: ShellContext): Promise<Response> {
  const { visit } = c.var;
  const { vault, language } = visit;
  // Whether a code opens anything is told by opening it, which is in the log.
  if (c.req.method === 'HEAD') return c.body(null, 405, { Allow: 'GET', ...noRobots });
  const opened = await openByCode(c);
  const { address, record, grant } = opened;
  await countOpening(visit, address);
  await noteEmergencyOpened(vault, opened, visit.place);
  const w = emergencyWords(language);
  const { parts } = address.choice;
  const profile = await readEmergencyProfile(vault, grant, language);
  const hasPicture = parts.includes('photo') && (await hasPhoto(vault, grant, isOpenInEmergency));
  const page = (
    <Layout title={w.title(record.name)} visit={visit} plain>
      <div class="one-sheet">
        <div class="sheet-head">
          <h1>{w.title(record.name)}</h1>
          {hasPicture && (
            <img
              class="sheet-photo"
              src={`${visit.path}/photo?with=${makePhotoTicket(vault, address)}`}
              alt={w.photoOf(record.name)}
            />
          )}
        </div>
        <p class="notice">{w.openedNote}</p>
        <EmergencySheet
          profile={profile}
          parts={parts}
          language={language}
          otherwise={part => sayMissing(grant, part, language)}
        />
        <p class="hint">{w.asOf(dayThere(vault.clock.now(), visit))}</p>
        <p class="hint">{w.onlyChosen}</p>
      </div>
    </Layout>
  );
  c.header('X-Robots-Tag', noRobots['X-Robots-Tag']);
  return show(c, page, { token: true });
}

const noRobots = { 'X-Robots-Tag': 'noindex, nofollow' };

/** @throws TooManyTries for all who have the code, or who is at one network address */
async function countOpening({ vault, address: from }: Visit, { id }: SecretAddress): Promise<void> {
  const { emergencyOpeningsPerHourMax, emergencyOpeningsPerAddressPerHourMax } = vault.limits;
  const windowMs = hourMs;
  await countTries(vault, [
    { kind: 'emergency opened', key: id, max: emergencyOpeningsPerHourMax, windowMs },
    {
      kind: 'emergency opened from',
      key: `${id} ${getAddressKey(from)}`,
      isEndless: true,
      max: emergencyOpeningsPerAddressPerHourMax,
      windowMs,
    },
  ]);
}

/** For the page alone, whose opening was noted. */
export async function sendPhotoByCode(c: ShellContext): Promise<Response> {
  const { vault } = c.var.visit;
  const { address, grant } = await openByCode(c);
  if (!address.choice.parts.includes('photo')) throw notFound();
  if (!isPhotoTicket(vault, address, c.req.query('with') ?? '')) throw notFound();
  return sendPhotoOf(c, await readPhoto(vault, grant, isOpenInEmergency));
}

/** @throws Problem where the code opens nothing, whatever the reason */
async function openByCode(c: ShellContext): Promise<OpenedAddress<'emergency'>> {
  const { vault, address } = c.var.visit;
  countAnonymousCall({ vault, address }, 'emergency');
  const token = c.req.param('token') ?? '';
  const opened = await vault.store.read(db => openAddress(db, vault, 'emergency', token));
  if (!opened) throw notFound();
  return opened;
}
