// Insurance: the policies that a coverage act keeps in their order.
import insurancePlan from '../../things/insurance-plan.ts';
import { toExact } from '../clinical/dates.ts';
import type { Element } from '../clinical/element.ts';
import { type Finding, leaveOut, makeFinding } from '../format.ts';
import { readWords, type SectionContext, sdtc } from './context.ts';
import { readCoded, readExact, readInterval } from './data-types.ts';
import { readContact, readName, readOrganizationName } from './people.ts';
import { describe, getStatement, hasTemplate, isNegated } from './statement.ts';

export function* readCoverage(statement: Element, context: SectionContext): Generator<Finding> {
  const policies = statement.all('entryRelationship').flatMap(one => {
    const policy = getStatement(one);
    const order = one.find('sequenceNumber')?.attribute('value');
    return policy && (hasTemplate(policy, '22.4.61', '1.26') || policy.name === 'act')
      ? [{ policy, order }]
      : [];
  });
  if (policies.length === 0) yield leaveOut('invalid', context.title);
  for (const { policy, order } of policies) yield readPolicy(policy, order, context);
}

function readPolicy(policy: Element, order: string | undefined, context: SectionContext): Finding {
  if (isNegated(policy)) return leaveOut('denied', context.title);
  const payer =
    policy.all('performer').find(one => hasTemplate(one, '22.4.87') || isPayer(one)) ??
    policy.find('performer');
  const entity = payer?.find('assignedEntity');
  const role = (type: string) =>
    policy
      .all('participant')
      .find(one => one.attribute('typeCode') === type)
      ?.find('participantRole');
  const [covered, holder] = [role('COV'), role('HLD')];
  const carrier = readOrganizationName(entity?.find('representedOrganization'));
  const type = readCoded(policy.find('code'), context);
  const planName = readPlanName(policy, context) ?? carrier ?? type?.text;
  if (planName === undefined) return leaveOut('invalid', context.title);
  const subscriber = holder ?? covered;
  const { high } = readInterval(
    policy
      .all('participant')
      .find(one => one.attribute('typeCode') === 'COV')
      ?.find('time'),
  );
  const value = {
    planName,
    coverageType: type,
    carrierId: extensionOf(entity),
    groupNum: extensionOf(policy),
    subscriberId: extensionOf(holder) ?? extensionOf(covered),
    personCode: holder ? extensionOf(covered) : undefined,
    subscriberName: readName(subscriber?.find('playingEntity'))?.full,
    subscriberDob: readExact(subscriber?.find('playingEntity')?.findOf(sdtc, 'birthTime')),
    isPrimary: order === undefined ? undefined : order === '1',
    expirationDate: toExact(high),
    contact: entity && readContact(entity.find('representedOrganization') ?? entity, context),
  };
  return makeFinding(insurancePlan, value, context.title, describe(policy, context));
}

function isPayer(performer: Element): boolean {
  return performer.find('assignedEntity', 'code')?.attribute('code') === 'PAYOR';
}

function extensionOf(holder: Element | undefined): string | undefined {
  return holder?.all('id').flatMap(id => id.attribute('extension') ?? [])[0];
}

/** As the definition of the plan says, which a policy refers to. */
function readPlanName(policy: Element, context: SectionContext): string | undefined {
  for (const one of policy.all('entryRelationship')) {
    const plan = getStatement(one);
    if (plan?.attribute('moodCode') !== 'DEF') continue;
    const text = readWords(plan.find('text'), context) ?? readCoded(plan.find('code'), context)?.text;
    if (text !== undefined) return text;
  }
  return undefined;
}
