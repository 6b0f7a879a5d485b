// What the two meaningful-use reports share: a period, and pages.
import { optional, seq } from '../../../schema/sequence.ts';
import { limitedString, positiveInteger } from '../../../schema/text.ts';
import { moment } from './moments.ts';

export const period = seq({ 'min-date': moment, 'max-date': moment });

export const pageFields = {
  'max-items-per-page': optional(positiveInteger()),
  cursor: optional(limitedString({ minLength: 1, maxLength: 10_000 })),
};

export const reportId = limitedString({ minLength: 1 });
