// GetPersonAndRecordForAlternateId.
import { seq } from '../../schema/sequence.ts';
import { alternateIdRequest } from './parts/alternate-id.ts';
import { personElement } from './parts/person-info.ts';

export const getPersonAndRecordForAlternateId = {
  1: { request: alternateIdRequest, response: seq({ 'person-info': personElement }) },
};
