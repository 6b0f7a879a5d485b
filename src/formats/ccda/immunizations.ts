// Vaccines that were given. That one was refused, or is planned, is no vaccine given.
import { words } from '../../things/common/codable.ts';
import { findDenial } from '../../things/common/denials.ts';
import immunization from '../../things/immunization.ts';
import { readNumber } from '../clinical/amounts.ts';
import { hasCode, joinCodables } from '../clinical/codes.ts';
import { readMoment } from '../clinical/dates.ts';
import type { Element } from '../clinical/element.ts';
import { type Finding, leaveOut, makeFinding } from '../format.ts';
import { readWords, type SectionContext, sdtc } from './context.ts';
import { readBegin, readCoded } from './data-types.ts';
import { keepDenial } from './denied.ts';
import { anyMedicine, findMaterial, findSupplies, readProduct, readRoute } from './medications.ts';
import { readOrganizationName, readPerson } from './people.ts';
import {
  describe,
  findRelated,
  getStatus,
  hasTemplate,
  isNegated,
  label,
  relatedTo,
  whyNothing,
} from './statement.ts';

export function* readImmunizations(one: Element, context: SectionContext): Generator<Finding> {
  if (one.name !== 'substanceAdministration') {
    const given = relatedTo(one).filter(related => related.name === 'substanceAdministration');
    if (given.length === 0) yield leaveOut('invalid', context.title);
    for (const related of given) yield* readImmunizations(related, context);
    return;
  }
  yield readImmunization(one, context);
  for (const _ of findSupplies(one, 'EVN')) yield leaveOut('no-kind', context.title);
}

function readImmunization(one: Element, context: SectionContext): Finding {
  const product = one.find('consumable', 'manufacturedProduct');
  const material = product?.find('manufacturedMaterial');
  const name = readProduct(product, context);
  const status = getStatus(one) ?? '';
  // Some say of every vaccine that it is intended; those that were completed were given.
  const isPlanned = one.attribute('moodCode') === 'INT' && status !== 'completed';
  const isNotGiven = isNegated(one) || isPlanned || /^(cancelled|aborted|nullified)$/.test(status);
  const denial = findDenial(name);
  if (denial) return keepDenial(denial, one, name, 'No known immunizations', context);
  if (isNotGiven || hasCode(name, anyMedicine)) return leaveOut('denied', context.title);
  if (!name) return leaveOut(whyNothing(findMaterial(one)), context.title);
  const maker = readOrganizationName(product?.find('manufacturerOrganization'));
  const dose = one.find('doseQuantity')?.attribute('value');
  const unit = one.find('doseQuantity')?.attribute('unit');
  const value = {
    name,
    administrationDate: readBegin(one.find('effectiveTime')),
    administrator: readPerson(one.find('performer', 'assignedEntity'), context),
    manufacturer: words(maker),
    lot: material?.find('lotNumberText')?.text(200),
    route: readRoute(one, context),
    expirationDate: readMoment(material?.findOf(sdtc, 'expirationTime')?.attribute('value'))?.date,
    sequence: readSequence(one),
    anatomicSurface: readCoded(one.find('approachSiteCode'), context),
    adverseEvent: readReaction(one, context),
  };
  const about = describe(
    one,
    context,
    label('Dose', dose === undefined ? undefined : [dose, unit].filter(Boolean).join(' ')),
  );
  return makeFinding(immunization, value, context.title, about);
}

/** Which of a series it was. */
function readSequence(one: Element): string | undefined {
  const told = findRelated(one, '30973-2')?.find('value')?.attribute('value');
  const counted = told ?? one.find('repeatNumber')?.attribute('value');
  return readNumber(counted) === undefined ? undefined : counted;
}

function readReaction(one: Element, context: SectionContext): string | undefined {
  const reactions = relatedTo(one).filter(related => hasTemplate(related, '22.4.9', '1.54'));
  const coded = reactions.flatMap(reaction => readCoded(reaction.find('value'), context) ?? []);
  return (
    joinCodables(coded)?.text ??
    reactions.map(reaction => readWords(reaction.find('text'), context)).find(Boolean)
  );
}
