// Healthcare proxy: who decides for a person who cannot. The witnesses stay beside.
import healthcareProxy from '../../../things/healthcare-proxy.ts';
import { adr, hcd, policyText } from '../consents.ts';
import { dateTime } from '../dates.ts';
import { hasStatus, isMarked, makeMark } from '../elements.ts';
import { getOwn, type Json, listOf } from '../json.ts';
import { defineMapping, type Row, rowsOf } from '../mapping.ts';
import { putAtPath } from '../paths.ts';
import { personReference } from '../people.ts';

const { row, rowBy } = rowsOf(healthcareProxy);

const role = (text: string) => ({
  coding: [
    {
      system: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode',
      code: 'HPOWATT',
      display: 'healthcare power of attorney',
    },
  ],
  text,
});
const roles = [
  ['proxy', 'Decides'],
  ['alternate', 'Decides in their place'],
] as const;

const actors: Pick<Row, 'write' | 'read'> = {
  write(item, resource, settings) {
    const all = roles.flatMap(([field, text]) => {
      const somebody = item[field];
      const reference = somebody === undefined ? undefined : personReference.write(somebody, settings);
      return reference === undefined ? [] : [{ role: role(text), reference }];
    });
    if (all.length > 0) putAtPath(resource, 'provision.actor', all);
  },
  read(resource, item, settings) {
    const all = listOf(getOwn(resource.provision, 'actor'));
    for (const [field, text] of roles) {
      const own = all.find(one => getOwn(getOwn(one, 'role'), 'text') === text);
      const reference = getOwn(own, 'reference');
      const value: Json | undefined =
        reference === undefined ? undefined : personReference.read(reference, settings);
      if (value !== undefined) item[field] = value;
    }
  },
};

export default defineMapping(healthcareProxy, {
  resourceType: 'Consent',
  subject: 'patient',
  fixed: {
    status: 'active',
    scope: adr,
    category: [hcd, makeMark(healthcareProxy)],
    policyRule: { text: 'Healthcare proxy' },
  },
  rows: [
    row('when', 'dateTime', dateTime),
    rowBy('content', 'policyRule.text', policyText('content', 'Healthcare proxy')),
    rowBy('proxy', 'provision.actor', actors, 'With who decides in their place.'),
  ],
  takes: resource =>
    hasStatus(resource, 'active') &&
    isMarked(resource, healthcareProxy) &&
    typeof resource.dateTime === 'string',
});
