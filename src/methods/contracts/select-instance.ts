// SelectInstance.
import { optional, seq } from '../../schema/sequence.ts';
import { limitedString } from '../../schema/text.ts';
import { instanceElement } from './parts/instance.ts';

const code = limitedString({ maxLength: 3, nonBlank: true });

export const selectInstance = {
  1: {
    request: seq({ 'preferred-location': seq({ country: code, 'state-province': optional(code) }) }),
    response: seq({ 'selected-instance': optional(instanceElement) }),
  },
};
