// Health event: something that happened. It has no value; what comes without one is such an event, if no questionnaire says it.
import healthEvent from '../../../things/health-event.ts';
import { codeable } from '../codes.ts';
import { isMarked, isSaying, known, makeMark, unknownConcept } from '../elements.ts';
import { listOf } from '../json.ts';
import { defineMapping, rowsOf } from '../mapping.ts';
import { findMoment, findValue, roughMoment } from '../observation.ts';

const { row, rowBy } = rowsOf(healthEvent);
const mark = makeMark(healthEvent);

export default defineMapping(healthEvent, {
  resourceType: 'Observation',
  subject: 'subject',
  fixed: { status: 'final', category: [mark], code: unknownConcept },
  rows: [
    rowBy('when', 'effectiveDateTime', roughMoment),
    row('event', 'code', known),
    rowBy('category', 'category', {
      write(item, resource, settings) {
        const written = item.category === undefined ? undefined : codeable.write(item.category, settings);
        resource.category = [mark, ...(written === undefined ? [] : [written])];
      },
      read(resource, item, settings) {
        const own = listOf(resource.category).find(one => !isMarked({ category: [one] }, healthEvent));
        const value = own === undefined ? undefined : codeable.read(own, settings);
        if (value !== undefined) item.category = value;
      },
    }),
  ],
  takes: resource =>
    isMarked(resource, healthEvent) && isSaying(resource.code) && findMoment(resource) !== undefined,
  takesOthers: resource =>
    resource.category === undefined &&
    isSaying(resource.code) &&
    findMoment(resource) !== undefined &&
    findValue(resource) === undefined &&
    [resource.component, resource.hasMember, resource.dataAbsentReason].every(one => one === undefined),
});
