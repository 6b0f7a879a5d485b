// The instance element of GetServiceDefinition and SelectInstance.
import { seq } from '../../../schema/sequence.ts';
import { string } from '../../../schema/text.ts';

export const instanceElement = seq({
  id: string,
  name: string,
  description: string,
  'platform-url': string,
  'shell-url': string,
});
