// The instance element of GetServiceDefinition and SelectInstance.
import type { Instance } from '../../core/instance.ts';
import type { Infer } from '../../schema/schema.ts';
import { seq } from '../../schema/sequence.ts';
import { string } from '../../schema/text.ts';

export const instanceElement = seq({
  id: string,
  name: string,
  description: string,
  'platform-url': string,
  'shell-url': string,
});

export function instanceAnswer({
  id,
  name,
  description,
  platformUrl,
  shellUrl,
}: Instance): Infer<typeof instanceElement> {
  return { id, name, description, platformUrl, shellUrl };
}
