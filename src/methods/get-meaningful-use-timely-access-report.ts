// GetMeaningfulUseTimelyAccessReport: documents or packages the application sent, and since when people have them.
import { readPackagesReport, readTimelyAccessReport } from '../core/healthvault/meaningful-use/reports.ts';
import type { Infer } from '../schema/schema.ts';
import { getMeaningfulUseTimelyAccessReport } from './contracts/get-meaningful-use-timely-access-report.ts';
import { type AppCall, method, version } from './method.ts';
import { readReportPage } from './parts/report-page.ts';

const contract = getMeaningfulUseTimelyAccessReport[1];
type Request = Infer<(typeof contract)['request']>;
type Response = Infer<(typeof contract)['response']>;

export default method({
  name: 'GetMeaningfulUseTimelyAccessReport',
  auth: 'app',
  group: 'meaningful-use',
  versions: {
    1: version('app', {
      ...contract,
      run: (call, info) =>
        'documentFilter' in info.which
          ? documents(call, info, info.which.documentFilter.reportingPeriod)
          : packages(call, info, info.which.dopuDocumentFilter.availableDateFilter),
    }),
  },
});

type Period = Parameters<typeof readReportPage>[0];

async function documents({ vault, app }: AppCall, info: Request, period: Period): Promise<Response> {
  const { sources, cursor } = await readTimelyAccessReport(vault, app, readReportPage(period, info));
  const source = sources.map(({ id, rows }) => ({
    id,
    receipts: {
      documentReceipts: {
        documentReceipt: rows.map(row => ({
          'patient-id': row.patientId,
          'organization-id': row.organizationId || undefined,
          'event-date': row.eventAt,
          availableDate: row.availableAt,
        })),
      },
    },
  }));
  return { sources: { source }, cursor };
}

async function packages({ vault, app }: AppCall, info: Request, period: Period): Promise<Response> {
  const { sources, cursor } = await readPackagesReport(vault, app, readReportPage(period, info));
  const source = sources.map(({ id, rows }) => ({
    id,
    receipts: {
      dopuDocumentReceipts: {
        dopuDocumentReceipt: rows.map(row => ({
          'package-id': vault.keys.open(row.sealedCode).toString(),
          availableDate: row.availableAt,
        })),
      },
    },
  }));
  return { sources: { source }, cursor };
}
