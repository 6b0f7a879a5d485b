// GetMeaningfulUseVDTReport: patients whose documents the application sent, and who viewed, downloaded or transmitted.
import { readVdtReport } from '../core/healthvault/meaningful-use/reports.ts';
import { getMeaningfulUseVdtreport } from './contracts/get-meaningful-use-vdtreport.ts';
import { method, version } from './method.ts';
import { readReportPage } from './parts/report-page.ts';

export default method({
  name: 'GetMeaningfulUseVDTReport',
  auth: 'app',
  group: 'meaningful-use',
  versions: {
    1: version('app', {
      ...getMeaningfulUseVdtreport[1],
      async run({ vault, app }, info) {
        const { sources, cursor } = await readVdtReport(
          vault,
          app,
          readReportPage(info.filters.reportingPeriod, info),
        );
        return {
          sources: {
            source: sources.map(({ id, rows }) => ({
              id,
              patientActivities: {
                activity: rows.map(({ patientId, organizationId }) => ({
                  'patient-id': patientId,
                  'organization-id': organizationId || undefined,
                })),
              },
            })),
          },
          cursor,
        };
      },
    }),
  },
});
