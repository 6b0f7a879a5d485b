// What was done to a person, and the devices that stayed with them.

import { exactlyOrEarliest } from '../../things/common/dates.ts';
import { findDenial } from '../../things/common/denials.ts';
import type { Person } from '../../things/common/people.ts';
import medicalDevice from '../../things/medical-device.ts';
import procedure from '../../things/procedure.ts';
import { hasCode } from '../clinical/codes.ts';
import { sayMoment, toExact } from '../clinical/dates.ts';
import type { Element } from '../clinical/element.ts';
import { type Finding, leaveOut, makeFinding } from '../format.ts';
import { readWords, type SectionContext } from './context.ts';
import { readBegin, readCoded, readInterval, readValue, sayEnd } from './data-types.ts';
import { keepDenial } from './denied.ts';
import { readProduct } from './medications.ts';
import { readOrganizationName, readPerson } from './people.ts';
import { describe, getStatus, isNegated, label, listParts, whyNothing } from './statement.ts';

/** That something was not done. */
const notDone = new Set(['416237000', '428191000124101']);

export function* readProcedures(one: Element, context: SectionContext): Generator<Finding> {
  if (one.name === 'organizer') {
    const parts = listParts(one);
    if (parts.length === 0) yield leaveOut('invalid', context.title);
    for (const part of parts) yield* readProcedures(part, context);
    return;
  }
  const coded = readCoded(one.find('code'), context);
  const told = readWords(one.find('text'), context);
  const name = coded ?? (told !== undefined && told.length <= 500 ? { text: told } : undefined);
  const isNotDone = isNegated(one) || /^(cancelled|aborted|nullified)$/.test(getStatus(one) ?? '');
  const denial = findDenial(name);
  if (denial) yield keepDenial(denial, one, name, 'No known procedures', context);
  else if (isNotDone || hasCode(name, notDone)) yield leaveOut('denied', context.title);
  else if (!name) yield leaveOut(whyNothing(one.find('code')), context.title);
  else {
    const performers = one.walk('performer', 'assignedEntity').flatMap((role): Person[] => {
      const person = readPerson(role, context);
      return person ? [person] : [];
    });
    const found = readValue(one.find('value'), context)?.measurement.display;
    const value = {
      when: readBegin(one.find('effectiveTime')),
      name,
      anatomicLocation: readCoded(one.find('targetSiteCode'), context),
      primaryProvider: performers[0],
      secondaryProvider: performers[1],
    };
    const sites = one.all('targetSiteCode').flatMap(site => readCoded(site, context)?.text ?? []);
    const about = describe(
      one,
      context,
      label('Result', found),
      label('Place', readPlace(one)),
      label('Also on the body', joinWords(sites.slice(1))),
      label('Also done by', joinWords(performers.slice(2).map(({ name }) => name.full))),
      label('Until', sayEnd(one.find('effectiveTime'))),
      ...sayDevices(one, context),
    );
    yield makeFinding(procedure, value, context.title, about);
  }
}

function joinWords(said: readonly string[]): string | undefined {
  return [...new Set(said)].join(', ') || undefined;
}

/** What was used or put in, with its number and who makes it. */
function sayDevices(one: Element, context: SectionContext): (string | undefined)[] {
  return listDevices(one).map(role => {
    const name = readCoded(role.find('playingDevice', 'code'), context)?.text;
    const model = role.find('playingDevice', 'manufacturerModelName')?.text(300);
    return label('Device', joinWords([name, model, readNumberOf(role), readMaker(role)].filter(isThere)));
  });
}

const isThere = (said: string | undefined) => said !== undefined;

/** The roles of those devices that take part. */
function listDevices(one: Element): Element[] {
  return one.all('participant').flatMap(part => {
    const role = part.find('participantRole');
    return role?.find('playingDevice') || /^(DEV|PRD)$/.test(part.attribute('typeCode') ?? '')
      ? (role ?? [])
      : [];
  });
}

/** The number of this very device, as that of its makers (UDI). */
function readNumberOf(role: Element | undefined): string | undefined {
  return role?.all('id').flatMap(id => id.attribute('extension') ?? [])[0];
}

function readMaker(role: Element | undefined): string | undefined {
  const maker = role?.find('scopingEntity');
  return readOrganizationName(maker) ?? maker?.find('desc')?.text(300);
}

function readPlace(one: Element): string | undefined {
  const place = one.all('participant').find(part => part.attribute('typeCode') === 'LOC');
  return place?.find('participantRole', 'playingEntity', 'name')?.text(300);
}

/** Implants and other devices: procedures that put one in, supplies of one, or the devices of an organizer. */
export function* readDevices(one: Element, context: SectionContext): Generator<Finding> {
  if (one.name === 'organizer') {
    const parts = listParts(one);
    if (parts.length === 0) yield leaveOut('invalid', context.title);
    for (const part of parts) yield* readDevices(part, context);
    return;
  }
  const [role] = listDevices(one);
  const device = role?.find('playingDevice');
  const number = readNumberOf(role);
  const coded =
    readCoded(device?.find('code'), context) ??
    readProduct(one.find('product', 'manufacturedProduct'), context);
  // One that has no name is known by its number.
  const name =
    coded ?? readCoded(one.find('code'), context) ?? (number === undefined ? undefined : { text: number });
  const denial = findDenial(name);
  if (denial) yield keepDenial(denial, one, name, 'No known devices', context);
  else if (isNegated(one) || hasCode(name, notDone)) yield leaveOut('denied', context.title);
  else if (!name) yield leaveOut(whyNothing(one.find('code')), context.title);
  else {
    const maker = readMaker(role);
    const when = readBegin(one.find('effectiveTime'));
    const isKnown = when !== undefined && !('descriptive' in when);
    const value = {
      // Without a date, it was there when the document was written.
      when: isKnown ? exactlyOrEarliest(when) : (context.written ?? exactlyOrEarliest(undefined)),
      deviceName: name.text,
      vendor: maker === undefined ? undefined : { name: { full: maker } },
      model: device?.find('manufacturerModelName')?.text(300),
      serialNumber: number,
      anatomicSite: readCoded(one.find('targetSiteCode'), context)?.text,
      description: readWords(one.find('text'), context),
    };
    const { low, high, at } = readInterval(one.find('effectiveTime'));
    const begin = at ?? low ?? high;
    const note = isKnown
      ? label('Since', toExact(begin) ? undefined : sayMoment(begin))
      : 'The document does not say since when.';
    yield makeFinding(medicalDevice, value, context.title, describe(one, context, note));
  }
}
