// What a group of GetThings asks for, as the core takes it. How it is to be shown is in thing-format.ts.
import type { AskedFilter } from '../../core/things/filter.ts';
import type { Infer } from '../../schema/schema.ts';
import type { thingFilter } from '../contracts/parts/thing-group.ts';

export function readFilter(sent: Infer<typeof thingFilter>): AskedFilter {
  return {
    typeIds: sent.typeId,
    states: sent.thingState,
    effectiveMin: sent.effDateMin,
    effectiveMax: sent.effDateMax,
    createdApp: sent.createdAppId,
    createdPerson: sent.createdPersonId,
    updatedApp: sent.updatedAppId,
    updatedPerson: sent.updatedPersonId,
    createdMin: sent.createdDateMin,
    createdMax: sent.createdDateMax,
    updatedMin: sent.updatedDateMin,
    updatedMax: sent.updatedDateMax,
    xpath: sent.xpath,
    endMin: sent.updatedEndDateMin,
    endMax: sent.updatedEndDateMax,
  };
}
