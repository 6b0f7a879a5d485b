// What remarks, mails and insights have in common.
import type { ThingType } from '../../things/index.ts';
import { isMarked, makeMark } from './elements.ts';
import type { Mapping } from './mapping.ts';

export function makeCommunication<Value>(
  type: ThingType<Value>,
): Pick<Mapping, 'resourceType' | 'subject' | 'fixed' | 'takes'> {
  return {
    resourceType: 'Communication',
    subject: 'subject',
    fixed: { status: 'completed', category: [makeMark(type)] },
    takes: resource => isMarked(resource, type),
  };
}
