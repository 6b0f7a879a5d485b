// Medication fill: what a pharmacy handed out.
import medicationFill from '../../../things/medication-fill.ts';
import { days } from '../amounts.ts';
import { text } from '../convert.ts';
import { approxDateTime } from '../dates.ts';
import { absent, hasMedicine, hasStatus, isUnmarked, medicineOf } from '../elements.ts';
import { getOwn, listOf } from '../json.ts';
import { defineMapping, rowsOf } from '../mapping.ts';
import { organizationReference } from '../people.ts';

const { row, rowBy } = rowsOf(medicationFill);

export default defineMapping(medicationFill, {
  resourceType: 'MedicationDispense',
  profile: 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-medicationdispense',
  subject: 'subject',
  fixed: { status: 'completed' },
  rows: [
    rowBy('name', 'medication[x]', medicineOf('name')),
    rowBy(
      'dateFilled',
      'whenHandedOver',
      {
        write(item, resource, settings) {
          const when =
            item.dateFilled === undefined ? undefined : approxDateTime.write(item.dateFilled, settings);
          if (when === undefined) resource._whenHandedOver = absent;
          else resource.whenHandedOver = when;
        },
        read(resource, item, settings) {
          const json = resource.whenHandedOver ?? resource.whenPrepared;
          const value = json === undefined ? undefined : approxDateTime.read(json, settings);
          if (value !== undefined) item.dateFilled = value;
        },
      },
      'Or, of what others made, whenPrepared.',
    ),
    row('daysSupply', 'daysSupply', days),
    rowBy('pharmacy', 'performer[0].actor', {
      write(item, resource, settings) {
        const actor =
          item.pharmacy === undefined ? undefined : organizationReference.write(item.pharmacy, settings);
        if (actor !== undefined) resource.performer = [{ actor }];
      },
      read(resource, item, settings) {
        const references = [
          ...listOf(resource.performer).map(one => getOwn(one, 'actor')),
          resource.location,
        ];
        const found = references.flatMap(one =>
          one ? (organizationReference.read(one, settings) ?? []) : [],
        );
        if (found[0] !== undefined) item.pharmacy = found[0];
      },
    }),
    row('prescriptionNumber', 'authorizingPrescription[0].identifier.value', text),
  ],
  takes: resource =>
    isUnmarked(resource) &&
    hasMedicine(resource) &&
    hasStatus(resource, 'completed', 'in-progress', 'preparation', 'on-hold'),
});
