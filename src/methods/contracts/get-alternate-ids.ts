// GetAlternateIds.
import { many, seq } from '../../schema/sequence.ts';
import { alternateId } from './parts/alternate-id.ts';
import { noInfo } from './parts/no-info.ts';

export const getAlternateIds = {
  1: { request: noInfo, response: seq({ 'alternate-ids': seq({ 'alternate-id': many(alternateId) }) }) },
};
