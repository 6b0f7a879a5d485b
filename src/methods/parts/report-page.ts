// The page of a meaningful-use report that a request asks for.
import type { ReportPage } from '../../core/healthvault/meaningful-use/reports.ts';

export function readReportPage(
  { minDate, maxDate }: { minDate: number; maxDate: number },
  { maxItemsPerPage, cursor }: { maxItemsPerPage?: number | undefined; cursor?: string | undefined },
): ReportPage {
  return { period: { from: minDate, to: maxDate }, max: maxItemsPerPage, cursor };
}
