// C-CDA documents as clinics send them, for tests.
import { thingXml } from './things.ts';

export const ccdType = '9c48a2b8-952c-4f5a-935d-f3292326bf54';

export interface Visit {
  /** The root and extension attributes of the patient's id. */
  readonly patient?: string;
  /** The effectiveTime of the care that was given, and of the stay. */
  readonly care?: string;
  readonly stay?: string;
}

export function clinicalDocument({ patient = 'root="2.16.1" extension="P1"', care, stay }: Visit): string {
  const given =
    care === undefined
      ? ''
      : `<documentationOf><serviceEvent classCode="PCPR"><effectiveTime${care}</serviceEvent></documentationOf>`;
  const stayed =
    stay === undefined
      ? ''
      : `<componentOf><encompassingEncounter><id root="1"/><effectiveTime${stay}</encompassingEncounter></componentOf>`;
  return (
    '<ClinicalDocument xmlns="urn:hl7-org:v3"><title>Visit</title><recordTarget><patientRole>' +
    `<id ${patient}/><id root="2.16.9" extension="another"/></patientRole></recordTarget>${given}${stayed}</ClinicalDocument>`
  );
}

/** A thing with a document. @param said what the sender says in its place */
export function clinicalThing(visit: Visit, said = ''): string {
  const extension =
    said === '' ? '' : `<common><extension source="hv-meaningfuluse">${said}</extension></common>`;
  return thingXml(ccdType, { data: clinicalDocument(visit) + extension });
}
