// NewApplicationCreationInfo.
import { secret } from '../../schema/schema.ts';
import { seq } from '../../schema/sequence.ts';
import { guid, string } from '../../schema/text.ts';
import { noInfo } from './parts/no-info.ts';

export const newApplicationCreationInfo = {
  1: {
    request: noInfo,
    response: seq({ 'app-id': guid, 'shared-secret': secret(string), 'app-token': secret(string) }),
  },
};
