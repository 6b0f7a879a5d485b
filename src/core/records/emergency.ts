// What helpers need in an emergency, of what a record holds: not what is hidden from it, and nothing personal.
import allergy, { type Allergy } from '../../things/allergy.ts';
import { type ApproxDateTime, earliest } from '../../things/common/dates.ts';
import condition, { type Condition } from '../../things/condition.ts';
import contact, { type Contact } from '../../things/contact.ts';
import type { ThingType } from '../../things/index.ts';
import medicalDevice from '../../things/medical-device.ts';
import medication, { type Medication } from '../../things/medication.ts';
import personal from '../../things/personal.ts';
import type { Grant } from '../authorization/grant.ts';
import { listThings } from '../things/list.ts';
import { localText } from '../things/plan.ts';
import type { ShownThing, ThingPlace } from '../things/query.ts';
import { flag } from '../things/thing.ts';
import { storedValue } from '../things/typed.ts';
import type { Vault } from '../vault.ts';

export interface EmergencyProfile {
  readonly birthDate: string | undefined;
  readonly bloodType: string | undefined;
  readonly allergies: readonly EmergencyLine[];
  readonly conditions: readonly EmergencyLine[];
  readonly medications: readonly EmergencyLine[];
  readonly devices: readonly EmergencyLine[];
  readonly contacts: readonly EmergencyLine[];
  /** Was there more of something than is shown? */
  readonly isCut: boolean;
}

export interface EmergencyLine {
  readonly name: string;
  readonly details: string;
}

/** One page has room for so many of each. */
const linesMax = 40;

export async function emergencyProfile(vault: Vault, grant: Grant): Promise<EmergencyProfile> {
  const today = localText(vault.clock.now()).slice(0, 10);
  const all = async <Value>(type: ThingType<Value>) => openValues(vault, grant, type);
  const [person] = await all(personal);
  const allergies = (await all(allergy)).filter(({ isNegated }) => !isNegated).map(allergyLine);
  const conditions = (await all(condition)).filter(one => isPresent(one, today)).map(conditionLine);
  const medications = (await all(medication)).filter(one => isTaken(one, today)).map(medicationLine);
  const devices = (await all(medicalDevice)).map(one => ({
    name: one.deviceName ?? one.description ?? one.model ?? medicalDevice.name,
    details: joined(one.vendor?.name.full, one.model, one.serialNumber, one.anatomicSite),
  }));
  const contacts = (await all(contact)).map(contactLine);
  const lists = { allergies, conditions, medications, devices, contacts };
  const birth = person?.birthdate;
  return {
    ...(Object.fromEntries(
      Object.entries(lists).map(([name, lines]) => [name, distinct(lines).slice(0, linesMax)]),
    ) as unknown as typeof lists),
    birthDate: birth && earliest(birth)?.slice(0, 10),
    bloodType: person?.bloodType?.text,
    isCut: Object.values(lists).some(lines => distinct(lines).length > linesMax),
  };
}

const pageLength = 100;
const pagesMax = 10;

/** In the current version of the type, newest first. */
async function openValues<Value>(vault: Vault, grant: Grant, type: ThingType<Value>): Promise<Value[]> {
  const typeIds = type.versions.map(({ id }) => id);
  const values: Value[] = [];
  let after: ThingPlace | undefined;
  for (let page = 0; page < pagesMax; page++) {
    const { things, next } = await listThings(vault, grant, { typeIds, after, limit: pageLength });
    for (const thing of things) if (isOpen(thing)) values.push(storedValue(type, thing));
    if (!next) break;
    after = next;
  }
  return values;
}

function isOpen({ flags }: ShownThing): boolean {
  return (flags & (flag.personal | flag.hiddenFromEmergencyProfile)) === 0;
}

function allergyLine({ name, reaction, treatment }: Allergy): EmergencyLine {
  return { name: name.text, details: joined(reaction?.text, treatment?.text) };
}

/** What is over is left out; what nobody says is over, is not. */
function isPresent({ stopDate, status }: Condition, today: string): boolean {
  if (isOver(stopDate, today)) return false;
  return !status?.code?.some(({ value }) => value === 'inactive');
}

function conditionLine({ name, status }: Condition): EmergencyLine {
  return { name: name.text, details: joined(status?.text) };
}

function isTaken({ dateDiscontinued }: Medication, today: string): boolean {
  return !isOver(dateDiscontinued, today);
}

/** A date that is known in part may be as late as can be, and one in words alone says nothing of when. */
function isOver(date: ApproxDateTime | undefined, today: string): boolean {
  if (!date || 'descriptive' in date) return false;
  const { y, m, d } = date.structured.date;
  const last = [y, m || 12, d || 31].map(number => String(number).padStart(2, '0')).join('-');
  return last < today;
}

function medicationLine({ name, strength, dose, frequency }: Medication): EmergencyLine {
  return { name: name.text, details: joined(strength?.display, dose?.display, frequency?.display) };
}

function contactLine({ name, type, organization, contact }: Contact): EmergencyLine {
  const phones = (contact?.phone ?? []).map(({ number }) => number);
  return { name: name.full, details: joined(type?.text, organization, ...phones) };
}

function joined(...parts: readonly (string | undefined)[]): string {
  return parts.filter(Boolean).join(' · ');
}

function distinct(lines: readonly EmergencyLine[]): EmergencyLine[] {
  const seen = new Map(
    lines.map(line => [`${line.name.toLowerCase()}\n${line.details.toLowerCase()}`, line]),
  );
  return [...seen.values()];
}
