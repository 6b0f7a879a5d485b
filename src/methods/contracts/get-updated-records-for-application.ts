// GetUpdatedRecordsForApplication: version 2 with the person, and the number of the last change.
import { many, optional, seq } from '../../schema/sequence.ts';
import { guid, long, textWithAttributes } from '../../schema/text.ts';
import { moment } from './parts/moments.ts';

const request = seq({ 'update-date': optional(moment) });

export const getUpdatedRecordsForApplication = {
  1: {
    request,
    response: seq({ 'record-id': many(textWithAttributes(guid, { 'update-date': { optional: moment } })) }),
  },
  2: {
    request,
    response: seq({
      'updated-records': seq({
        'updated-record': many(
          seq({
            'record-id': guid,
            'update-date': moment,
            'person-id': guid,
            'latest-operation-sequence-number': optional(long()),
          }),
        ),
      }),
    }),
    answersAs: 'GetUpdatedRecordsForApplication2',
  },
};
