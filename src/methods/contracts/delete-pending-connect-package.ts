// DeletePendingConnectPackage.
import { secret } from '../../schema/schema.ts';
import { oneElement } from '../../schema/sequence.ts';
import { limitedString } from '../../schema/text.ts';

const notEmpty = limitedString({ minLength: 1 });

export const deletePendingConnectPackage = {
  1: { request: oneElement({ 'identity-code': secret(notEmpty), 'external-id': notEmpty }) },
};
