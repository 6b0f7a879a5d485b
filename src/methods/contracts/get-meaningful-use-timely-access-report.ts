// GetMeaningfulUseTimelyAccessReport.
import { secret } from '../../schema/schema.ts';
import { choice, many, optional, seq } from '../../schema/sequence.ts';
import { pageFields, period, reportId } from './parts/meaningful-use.ts';
import { moment } from './parts/moments.ts';

const receipt = seq(
  { 'available-date': moment },
  { 'patient-id': reportId, 'organization-id': { optional: reportId }, 'event-date': moment },
);

const packageReceipt = seq({ 'available-date': moment }, { 'package-id': secret(reportId) });

export const getMeaningfulUseTimelyAccessReport = {
  1: {
    request: seq({
      which: choice({
        'document-filter': seq({ 'reporting-period': period }),
        'dopu-document-filter': seq({ 'available-date-filter': period }),
      }),
      ...pageFields,
    }),
    response: seq({
      sources: seq({
        source: many(
          seq(
            {
              receipts: choice({
                'document-receipts': seq({ 'document-receipt': many(receipt, { min: 1 }) }),
                'dopu-document-receipts': seq({ 'dopu-document-receipt': many(packageReceipt, { min: 1 }) }),
              }),
            },
            { id: reportId },
          ),
        ),
      }),
      cursor: optional(reportId),
    }),
  },
};
