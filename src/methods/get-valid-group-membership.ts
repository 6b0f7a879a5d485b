// GetValidGroupMembership: the memberships of groups in a record that hold today.
import { listValidMemberships } from '../core/healthvault/memberships.ts';
import { chooseVersions } from '../core/things/seen.ts';
import { findWriters } from '../core/things/stamps.ts';
import { getValidGroupMembership } from './contracts/get-valid-group-membership.ts';
import { method, version } from './method.ts';
import { readSections } from './parts/thing-format.ts';
import { printThing } from './parts/thing-print.ts';

const sections = readSections({ section: ['core', 'audits', 'digitalsignatures'], xml: [''] });

export default method({
  name: 'GetValidGroupMembership',
  auth: 'record',
  versions: {
    1: version('record', {
      ...getValidGroupMembership[1],
      async run({ vault, grant }, { applicationId = [] }) {
        const things = await listValidMemberships(vault, grant, applicationId);
        const writers = await findWriters(vault, grant, things);
        const options = {
          grant,
          methodVersion: 1 as const,
          sections,
          seen: chooseVersions(grant, []),
          writers,
        };
        return { thing: things.map(thing => printThing(thing, options)) };
      },
    }),
  },
});
