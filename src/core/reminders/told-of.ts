// Which kinds of item reminders tell of: where one is written, those of its record are looked at next.
import appointment from '../../things/appointment.ts';
import basic from '../../things/basic.ts';
import immunization from '../../things/immunization.ts';
import medication from '../../things/medication.ts';
import medicationFill from '../../things/medication-fill.ts';
import personal from '../../things/personal.ts';
import vaccinePlan from '../../things/vaccine-plan.ts';

const typeIds: ReadonlySet<string> = new Set(
  [appointment, basic, immunization, medication, medicationFill, personal, vaccinePlan].flatMap(
    ({ versions }) => versions.map(({ id }) => id),
  ),
);

/** @param written ids of types */
export function areToldOf(written: ReadonlySet<string>): boolean {
  for (const id of written) if (typeIds.has(id)) return true;
  return false;
}
