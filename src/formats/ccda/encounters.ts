// Visits and stays, and those to come.
import appointment from '../../things/appointment.ts';
import type { DateTime } from '../../things/common/dates.ts';
import { findDenial } from '../../things/common/denials.ts';
import type { Organization } from '../../things/common/people.ts';
import type { DurationValue } from '../../things/common/structures.ts';
import encounter from '../../things/encounter.ts';
import { toApprox, toExact } from '../clinical/dates.ts';
import type { Element } from '../clinical/element.ts';
import { type Finding, leaveOut, makeFinding } from '../format.ts';
import { readWords, type SectionContext } from './context.ts';
import { readCoded, readInterval } from './data-types.ts';
import { keepDenial } from './denied.ts';
import { readContact, readOrganizationName, readPerson } from './people.ts';
import { findProblems } from './problems.ts';
import { describe, getStatus, isNegated, isNegatedIn, isPlanned, label, relatedTo } from './statement.ts';

export function* readEncounters(one: Element, context: SectionContext): Generator<Finding> {
  if (isPlanned(one)) yield readAppointment(one, context);
  else yield readEncounter(one, context);
}

function readEncounter(one: Element, context: SectionContext): Finding {
  if (isNegated(one) || /^(cancelled|aborted|nullified)$/.test(getStatus(one) ?? ''))
    return leaveOut('denied', context.title);
  const type = readCoded(one.find('code'), context);
  const denial = findDenial(type);
  if (denial) return keepDenial(denial, one, type, 'No known encounters', context);
  const { when, duration } = readWhen(one);
  const facility = readFacility(one, context);
  const reason = readReasons(one, context);
  if (!type && !when && !facility) return leaveOut('invalid', context.title);
  const people = one
    .walk('performer', 'assignedEntity')
    .flatMap(role => readPerson(role, context)?.name.full ?? [])
    .slice(0, 10);
  const discharge = readCoded(one.findOf('urn:hl7-org:sdtc', 'dischargeDispositionCode'), context)?.text;
  const value = { when, type, reason, duration, facility };
  const about = describe(
    one,
    context,
    label('With', [...new Set(people)].join(', ') || undefined),
    label('Discharged to', discharge),
  );
  return makeFinding(encounter, value, context.title, about);
}

function readWhen(one: Element): { when: DateTime | undefined; duration: DurationValue | undefined } {
  const { low, high, at } = readInterval(one.find('effectiveTime'));
  const start = toApprox(low ?? at);
  const end = toApprox(high);
  const when = toExact(low ?? at) ?? toExact(high);
  const isSpan = start !== undefined && (end !== undefined || !when);
  return { when, duration: isSpan ? { startDate: start, endDate: end } : undefined };
}

/** What was the matter, by indications and diagnoses. */
function readReasons(one: Element, context: SectionContext): string | undefined {
  const related = relatedTo(one).flatMap(part =>
    part.name === 'act'
      ? findProblems(part).filter(problem => !isNegatedIn(part, problem))
      : part.name === 'observation'
        ? [part]
        : [],
  );
  const said = related
    .filter(part => !isNegated(part))
    .flatMap(
      part => readCoded(part.find('value'), context)?.text ?? readWords(part.find('text'), context) ?? [],
    );
  return [...new Set(said)].slice(0, 20).join(', ') || undefined;
}

function readFacility(one: Element, context: SectionContext): Organization | undefined {
  const place = one.all('participant').find(part => part.attribute('typeCode') === 'LOC');
  const role = place?.find('participantRole');
  const entity = role?.find('playingEntity') ?? role?.find('scopingEntity');
  const name = readOrganizationName(entity) ?? role?.find('scopingEntity', 'desc')?.text(300);
  if (name !== undefined && role)
    return { name, contact: readContact(role, context), type: readCoded(role.find('code'), context) };
  const kind = readCoded(role?.find('code'), context)?.text;
  if (kind !== undefined) return { name: kind };
  const performer = one.find('performer', 'assignedEntity', 'representedOrganization');
  const organization = readOrganizationName(performer);
  return organization === undefined ? undefined : { name: organization };
}

/** A visit that is planned is one where it is known when; else it is a task of the plan. */
export function readAppointment(one: Element, context: SectionContext): Finding {
  const { when, duration } = readWhen(one);
  if (!when) return leaveOut('invalid', context.title);
  const value = {
    when,
    duration,
    service: readCoded(one.find('code'), context),
    clinic: readPerson(one.find('performer', 'assignedEntity'), context),
  };
  const reason = readReasons(one, context);
  return makeFinding(appointment, value, context.title, describe(one, context, label('Reason', reason)));
}
