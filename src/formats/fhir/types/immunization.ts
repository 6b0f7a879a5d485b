// Immunization: a vaccine that was given.

import type { CodableValue } from '../../../things/common/codable.ts';
import immunization from '../../../things/immunization.ts';
import { codeable, isWritable } from '../codes.ts';
import { text } from '../convert.ts';
import { approxDate } from '../dates.ts';
import { dateOf, hasStatus, isSaying, known, unknownConcept } from '../elements.ts';
import { getOwn } from '../json.ts';
import { type Converter, defineMapping, type Row, rowsOf } from '../mapping.ts';
import { getAtPath, putAtPath } from '../paths.ts';
import { firstCoding, personReference } from '../people.ts';

const { row, rowBy } = rowsOf(immunization);

/** A reference whose identifier is the code. */
const manufacturer: Converter<CodableValue> = {
  write(value) {
    const { text: display } = value as unknown as CodableValue;
    const coding = firstCoding(value as unknown as CodableValue);
    if (!isWritable(display)) return undefined;
    return {
      ...(coding && {
        identifier: { system: coding.system ?? '', value: coding.code ?? '' },
      }),
      display,
    };
  },
  read(json, settings) {
    const [identifier, display] = [getOwn(json, 'identifier'), getOwn(json, 'display')];
    const [system, code] = [getOwn(identifier, 'system'), getOwn(identifier, 'value')];
    const hasCode = isWritable(code) && isWritable(system);
    return codeable.read(
      { ...(hasCode && { coding: [{ system, code }] }), ...(isWritable(display) && { text: display }) },
      settings,
    );
  },
};

const dose = 'protocolApplied[0].doseNumber';

const sequence: Pick<Row, 'write' | 'read'> = {
  write(item, resource) {
    const said = item.sequence;
    if (!isWritable(said)) return;
    if (/^[1-9]\d{0,8}$/.test(said)) putAtPath(resource, `${dose}PositiveInt`, Number(said));
    else putAtPath(resource, `${dose}String`, said);
  },
  read(resource, item) {
    const said = getAtPath(resource, `${dose}PositiveInt`) ?? getAtPath(resource, `${dose}String`);
    if (typeof said === 'number' || typeof said === 'string') item.sequence = String(said);
  },
};

export default defineMapping(immunization, {
  resourceType: 'Immunization',
  profile: 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-immunization',
  subject: 'patient',
  fixed: { status: 'completed', vaccineCode: unknownConcept },
  rows: [
    row('name', 'vaccineCode', known),
    rowBy('administrationDate', 'occurrence[x]', dateOf('administrationDate', 'occurrence', { must: true })),
    row('administrator', 'performer[0].actor', personReference),
    row('manufacturer', 'manufacturer', manufacturer, 'Its MVX code is the identifier of the reference.'),
    row('lot', 'lotNumber', text),
    row('route', 'route', codeable),
    row('expirationDate', 'expirationDate', approxDate),
    rowBy('sequence', 'protocolApplied[0].doseNumber[x]', sequence),
    row('anatomicSurface', 'site', codeable),
    row('adverseEvent', 'reaction[0].detail.display', text),
  ],
  takes: resource => hasStatus(resource, 'completed') && isSaying(resource.vaccineCode),
});
