// What helpers need in an emergency, of what a record holds: not what is hidden from it, and nothing personal.
import { sayIn } from '../../locales/labels.ts';
import type { Language } from '../../locales/language.ts';
import { getDecimalMark } from '../../locales/numbers.ts';
import allergy, { type Allergy } from '../../things/allergy.ts';
import { type ApproxDateTime, getEarliest } from '../../things/common/dates.ts';
import type { Say } from '../../things/common/say.ts';
import { putInOneLine } from '../../things/common/strings.ts';
import condition, { type Condition } from '../../things/condition.ts';
import contact, { type Contact } from '../../things/contact.ts';
import { readValue } from '../../things/data.ts';
import type { ThingType } from '../../things/index.ts';
import medicalDevice, { type MedicalDevice } from '../../things/medical-device.ts';
import medication, { type Medication } from '../../things/medication.ts';
import personal from '../../things/personal.ts';
import type { Grant } from '../authorization/grant.ts';
import { getEarliestDay } from '../days.ts';
import { setDecimals } from '../things/decimals.ts';
import { listThings } from '../things/list.ts';
import type { ShownThing, ThingPlace } from '../things/query.ts';
import { flag } from '../things/thing.ts';
import { findReadableSingleton } from '../things/typed.ts';
import type { Vault } from '../vault.ts';
import { localiseValue } from '../vocabularies/localised.ts';
import { type RecordedDenial, readDenials } from './denials.ts';

export interface EmergencyProfile {
  readonly birthDate: string | undefined;
  readonly bloodType: string | undefined;
  readonly allergies: readonly EmergencyLine[];
  /** That somebody said that there are no allergies. */
  readonly denials: readonly RecordedDenial[];
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

export async function readEmergencyProfile(
  vault: Vault,
  grant: Grant,
  language: Language,
): Promise<EmergencyProfile> {
  // Nothing is over here before it is over where the family is.
  const today = getEarliestDay(vault.clock.now());
  const all = <Value>(type: ThingType<Value>, lineOf: LineOf<Value>) =>
    openLines(vault, grant, type, stored => {
      const value = localiseValue(stored, language);
      const told = lineOf(value);
      return told && { ...told, details: setDecimals(told.details, value, getDecimalMark(language)) };
    });
  const found = await vault.store.read(db => findReadableSingleton(db, grant, personal));
  const person = found && isOpenInEmergency(found.stored) ? localiseValue(found.value, language) : undefined;
  const lists = {
    allergies: await all(allergy, one => (one.isNegated ? undefined : allergyLine(one))),
    conditions: await all(condition, one => (isPresent(one, today) ? conditionLine(one) : undefined)),
    medications: await all(medication, one => (isTaken(one, today) ? medicationLine(one) : undefined)),
    devices: await all(medicalDevice, one => deviceLine(one, sayIn(language))),
    contacts: await all(contact, contactLine),
  };
  const birth = person?.birthdate;
  const shown = ({ lines }: OpenLines) => lines.slice(0, linesMax);
  return {
    allergies: shown(lists.allergies),
    // Of a single thing it would be taken for an allergy by who reads in haste.
    denials: (await readDenials(vault, grant, language, isOpenInEmergency)).filter(({ isOfAll }) => isOfAll),
    conditions: shown(lists.conditions),
    medications: shown(lists.medications),
    devices: shown(lists.devices),
    contacts: shown(lists.contacts),
    birthDate: birth && getEarliest(birth)?.slice(0, 10),
    bloodType: person?.bloodType && putInOneLine(person.bloodType.text, charactersMax),
    isCut: Object.values(lists).some(({ lines, isMore }) => isMore || lines.length > linesMax),
  };
}

const pageLength = 100;
const pagesMax = 10;

/** Undefined for what is not to be told. */
type LineOf<Value> = (value: Value) => EmergencyLine | undefined;

interface OpenLines {
  readonly lines: readonly EmergencyLine[];
  /** Are there items that were not read? */
  readonly isMore: boolean;
}

/** Each once, newest first, of values in the current version of the type. */
async function openLines<Value>(
  vault: Vault,
  grant: Grant,
  type: ThingType<Value>,
  lineOf: LineOf<Value>,
): Promise<OpenLines> {
  const typeIds = type.versions.map(({ id }) => id);
  const lines = new Map<string, EmergencyLine>();
  let after: ThingPlace | undefined;
  for (let page = 0; page < pagesMax; page++) {
    const { things, next } = await listThings(vault, grant, { typeIds, after, limit: pageLength });
    for (const thing of things) {
      const told = isOpenInEmergency(thing) && lineOf(readValue(type, thing));
      if (told) lines.set(`${told.name.toLowerCase()}\n${told.details.toLowerCase()}`, told);
    }
    if (!next) return { lines: [...lines.values()], isMore: false };
    after = next;
    // Others get their turn between pages.
    await new Promise(setImmediate);
  }
  return { lines: [...lines.values()], isMore: true };
}

/** Neither personal nor hidden from the emergency page. */
export function isOpenInEmergency({ flags }: Pick<ShownThing, 'flags'>): boolean {
  return (flags & (flag.personal | flag.hiddenFromEmergencyProfile)) === 0;
}

function allergyLine({ name, reaction, treatment }: Allergy): EmergencyLine {
  return line(name.text, reaction?.text, treatment?.text);
}

/** What is over is left out; what nobody says is over, is not. */
function isPresent({ stopDate, status }: Condition, today: string): boolean {
  if (isOver(stopDate, today)) return false;
  return !status?.code?.some(({ value }) => value === 'inactive');
}

function conditionLine({ name, status }: Condition): EmergencyLine {
  return line(name.text, status?.text);
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
  return line(name.text, strength?.display, dose?.display, frequency?.display);
}

function contactLine({ name, type, organization, contact }: Contact): EmergencyLine {
  const phones = (contact?.phone ?? []).map(({ number }) => number);
  return line(name.full, type?.text, organization, ...phones);
}

function deviceLine(device: MedicalDevice, say: Say): EmergencyLine {
  const { deviceName, description, model, vendor, serialNumber, anatomicSite } = device;
  const name = deviceName ?? description ?? model ?? say(medicalDevice.name);
  return line(name, vendor?.name.full, model, serialNumber, anatomicSite);
}

/** Somebody may have put a whole letter where a name belongs. */
const charactersMax = 300;

function line(name: string, ...details: readonly (string | undefined)[]): EmergencyLine {
  return {
    name: putInOneLine(name, charactersMax),
    details: putInOneLine(details.filter(Boolean).join(' · '), charactersMax),
  };
}
