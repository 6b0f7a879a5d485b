// GetApplicationInfo: both versions take and answer the same.
import { optional, seq } from '../../schema/sequence.ts';
import { boolean, guid } from '../../schema/text.ts';
import { applicationElement } from './parts/application.ts';

const contract = {
  request: seq({ 'all-languages': optional(boolean), 'child-app-id': optional(guid) }),
  response: seq({ application: applicationElement }),
};

export const getApplicationInfo = { 1: contract, 2: contract };
