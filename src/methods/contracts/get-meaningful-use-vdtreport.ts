// GetMeaningfulUseVDTReport.
import { many, optional, seq } from '../../schema/sequence.ts';
import { pageFields, period, reportId } from './parts/meaningful-use.ts';

const activity = seq({}, { 'patient-id': reportId, 'organization-id': { optional: reportId } });

export const getMeaningfulUseVdtreport = {
  1: {
    request: seq({ filters: seq({ 'reporting-period': period }), ...pageFields }),
    response: seq({
      sources: seq({
        source: many(
          seq({ 'patient-activities': seq({ activity: many(activity, { min: 1 }) }) }, { id: reportId }),
        ),
      }),
      cursor: optional(reportId),
    }),
  },
};
