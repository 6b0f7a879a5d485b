// What helpers need, on one sheet: for who is signed in, for who has the code, and the most of it on a card.
import type { Child } from 'hono/jsx';
import type { Grant } from '../../../core/authorization/grant.ts';
import type { RecordedDenial } from '../../../core/records/denials.ts';
import type { EmergencyLine, EmergencyProfile } from '../../../core/records/emergency.ts';
import type { EmergencyPart } from '../../../core/records/emergency-parts.ts';
import type { Language } from '../../../locales/language.ts';
import { emergencyWords } from '../../../locales/words.ts';
import allergy from '../../../things/allergy.ts';
import condition from '../../../things/condition.ts';
import contact from '../../../things/contact.ts';
import { currentVersion, type ThingType } from '../../../things/index.ts';
import medicalDevice from '../../../things/medical-device.ts';
import medication from '../../../things/medication.ts';
import personal from '../../../things/personal.ts';
import personalImage from '../../../things/personal-image.ts';
import { sayShortDay } from '../../items/dates.ts';
import { sayLocalDay } from '../../kit/words.ts';

const lists = ['allergies', 'conditions', 'medications', 'devices', 'contacts'] as const;

/** What a part is read from. */
export const partTypes: Readonly<Record<EmergencyPart, ThingType<never>>> = {
  photo: personalImage,
  birthDate: personal,
  bloodType: personal,
  allergies: allergy,
  conditions: condition,
  medications: medication,
  devices: medicalDevice,
  contacts: contact,
};

export function getPartTypeId(part: EmergencyPart): string {
  return currentVersion(partTypes[part]).id;
}

/** Whoever reads the sheet must not take what was kept from its reader for what there is not. */
export function sayMissing(grant: Grant, part: EmergencyPart, language: Language): string {
  const w = emergencyWords(language);
  if (!grant.permits('Read', getPartTypeId(part))) return w.notShown;
  return part === 'birthDate' || part === 'bloodType' ? w.unknown : w.none;
}

interface SheetProps {
  readonly profile: EmergencyProfile;
  readonly parts: readonly EmergencyPart[];
  readonly language: Language;
  /** On a page of several, below the name of whose each is. */
  readonly isPart?: boolean;
  /** What stands in the place of what is not there; its name is the second. */
  readonly otherwise: (part: EmergencyPart, named: string) => Child;
}

export function EmergencySheet({ profile, parts, language, isPart, otherwise }: SheetProps) {
  const w = emergencyWords(language);
  const Heading = isPart ? 'h3' : 'h2';
  const facts = [
    ['birthDate', profile.birthDate && sayLocalDay(profile.birthDate, language)],
    ['bloodType', profile.bloodType],
  ] as const;
  return (
    <>
      <dl class="facts">
        {facts.map(
          ([part, text]) =>
            parts.includes(part) && (
              <div>
                <dt>{w.parts[part]}</dt>
                <dd>{text === undefined ? otherwise(part, w.parts[part]) : <strong>{text}</strong>}</dd>
              </div>
            ),
        )}
      </dl>
      {lists.map(
        part =>
          parts.includes(part) && (
            <section>
              <Heading>{w.parts[part]}</Heading>
              {profile[part].length > 0 && <Lines lines={profile[part]} />}
              {part === 'allergies' && <Denials denials={profile.denials} language={language} />}
              {profile[part].length === 0 && (part !== 'allergies' || profile.denials.length === 0) && (
                <p>{otherwise(part, w.parts[part])}</p>
              )}
            </section>
          ),
      )}
      {profile.isCut && <p>{w.cut}</p>}
    </>
  );
}

/** Each with who said so, and when. */
function Denials({ denials, language }: { denials: readonly RecordedDenial[]; language: Language }) {
  if (denials.length === 0) return null;
  const w = emergencyWords(language);
  return (
    <ul>
      {denials.map(({ text, by, at }) => (
        <li>
          <strong>{text}</strong> ({w.said(by, sayShortDay(at, language))})
        </li>
      ))}
    </ul>
  );
}

function Lines({ lines }: { lines: readonly EmergencyLine[] }) {
  return (
    <ul>
      {lines.map(({ name, details }) => (
        <li>
          <strong>{name}</strong>
          {details !== '' && ` · ${details}`}
        </li>
      ))}
    </ul>
  );
}

/** So much fits on a card of 85.6 by 54 mm. */
const cardLinesMax = 3;

interface CardProps {
  readonly name: string;
  readonly profile: EmergencyProfile;
  readonly parts: readonly EmergencyPart[];
  readonly language: Language;
  /** The code, drawn. */
  readonly children?: Child;
}

/** To be cut out and carried along. */
export function WalletCard({ name, profile, parts, language, children }: CardProps) {
  const w = emergencyWords(language);
  const rows = [
    ['birthDate', profile.birthDate && sayLocalDay(profile.birthDate, language)],
    ['bloodType', profile.bloodType],
    ['allergies', sayFirst(profile.allergies) || profile.denials.map(({ text }) => text).join(', ')],
    ['medications', sayFirst(profile.medications)],
    ['conditions', sayFirst(profile.conditions)],
    ['contacts', sayFirst(profile.contacts.slice(0, 1), true)],
  ] as const;
  return (
    <div class="wallet-card">
      <p class="wallet-name">
        <strong>{name}</strong>
      </p>
      <dl>
        {rows.map(
          ([part, text]) =>
            parts.includes(part) &&
            text && (
              <div>
                <dt>{w.parts[part]}</dt> <dd>{text}</dd>
              </div>
            ),
        )}
      </dl>
      {children}
    </div>
  );
}

function sayFirst(lines: readonly EmergencyLine[], withDetails = false): string {
  const shown = lines
    .slice(0, cardLinesMax)
    .map(({ name, details }) => (withDetails && details !== '' ? `${name}, ${details}` : name));
  return `${shown.join(', ')}${lines.length > shown.length && !withDetails ? ' …' : ''}`;
}
