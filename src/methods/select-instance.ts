// SelectInstance: the instance that takes new accounts from a place. A vault is one instance and takes them all.
import { optional, seq } from '../schema/sequence.ts';
import { limitedString } from '../schema/text.ts';
import { method, version } from './method.ts';
import { instanceAnswer, instanceElement } from './parts/instance.ts';

const code = limitedString({ maxLength: 3, nonBlank: true });

export default method({
  name: 'SelectInstance',
  auth: 'app',
  versions: {
    1: version('app', {
      request: seq({ 'preferred-location': seq({ country: code, 'state-province': optional(code) }) }),
      response: seq({ 'selected-instance': optional(instanceElement) }),
      run: ({ vault }) => ({ selectedInstance: instanceAnswer(vault.instance) }),
    }),
  },
});
