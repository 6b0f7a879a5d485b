// The emergency page for whoever has its code: what was chosen for it, and nothing else. Each opening is in the log of the
// record before anything is shown, and its owner is told by mail.
import { skipDamaged } from '../../../core/authorization/grants.ts';
import { countAnonymousCall, countTries, getAddressKey } from '../../../core/limits/rate-limit.ts';
import { isOpenInEmergency, readEmergencyProfile } from '../../../core/records/emergency.ts';
import type { EmergencyPart } from '../../../core/records/emergency-parts.ts';
import { hasPhoto, readPhoto } from '../../../core/records/photo.ts';
import type { SecretAddress } from '../../../core/secret-addresses/address.ts';
import { type OpenedAddress, openAddress } from '../../../core/secret-addresses/addresses.ts';
import {
  isPhotoTicket,
  makePhotoTicket,
  noteEmergencyOpened,
} from '../../../core/secret-addresses/emergency.ts';
import { emergencyWords } from '../../../locales/words.ts';
import allergy from '../../../things/allergy.ts';
import condition from '../../../things/condition.ts';
import contact from '../../../things/contact.ts';
import type { ThingType } from '../../../things/index.ts';
import medicalDevice from '../../../things/medical-device.ts';
import medication from '../../../things/medication.ts';
import personal from '../../../things/personal.ts';
import personalImage from '../../../things/personal-image.ts';
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

/** Types that the parts are made of, so that a page does not tell what else a record has. */
function opensType(parts: readonly EmergencyPart[]): (typeId: string) => boolean {
  const types: readonly ThingType[] = parts.flatMap(part => typesOf[part]);
  return typeId => types.some(({ versions }) => versions.some(({ id }) => id === typeId));
}

const typesOf: Readonly<Record<EmergencyPart, ThingType>> = {
  allergies: allergy as ThingType,
  conditions: condition as ThingType,
  medications: medication as ThingType,
  devices: medicalDevice as ThingType,
  contacts: contact as ThingType,
  birthDate: personal as ThingType,
  bloodType: personal as ThingType,
  photo: personalImage as ThingType,
};

/** @throws Problem where the code opens nothing, whatever the reason */
async function openByCode(c: ShellContext): Promise<OpenedAddress<'emergency'>> {
  const { vault, address, damaged } = c.var.visit;
  countAnonymousCall({ vault, address }, 'emergency');
  const token = c.req.param('token') ?? '';
  const opened = await vault.store.read(db => openAddress(db, vault, 'emergency', token));
  if (!opened) throw notFound();
  if (!damaged) return opened;
  const isChosen = opensType(opened.address.choice.parts);
  const grant = skipDamaged(opened.grant, item => void (isChosen(item.typeId) && damaged.note(item)));
  return { ...opened, grant };
}
