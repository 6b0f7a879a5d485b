// The instance element of GetServiceDefinition and SelectInstance, filled in.
import type { Instance } from '../../core/instance.ts';
import type { Infer } from '../../schema/schema.ts';
import type { instanceElement } from '../contracts/parts/instance.ts';

export function answerInstance({
  id,
  name,
  description,
  platformUrl,
  shellUrl,
}: Instance): Infer<typeof instanceElement> {
  return { id, name, description, platformUrl, shellUrl };
}
