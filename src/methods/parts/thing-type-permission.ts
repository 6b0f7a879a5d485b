// What an application may do with a type, online and offline, as QueryPermissions and GetPersonInfo tell it.
import type { Grant } from '../../core/authorization/grant.ts';
import type { Permission } from '../../core/authorization/rules.ts';
import type { Infer } from '../../schema/schema.ts';
import type { thingTypePermission } from '../contracts/parts/thing-type-permission.ts';

/** Each permission by its own name, never `All`: clients know only those. Undefined where there is none at all. */
export function listPermissions(
  typeId: string,
  { online, offline }: { online: Grant; offline: Grant },
): Infer<typeof thingTypePermission> | undefined {
  const onlineList = inOrder(online.permissionsOn(typeId));
  const offlineList = inOrder(offline.permissionsOn(typeId));
  if (onlineList.length === 0 && offlineList.length === 0) return undefined;
  return {
    thingTypeId: typeId,
    ...(onlineList.length > 0 && { onlineAccessPermissions: { permission: onlineList } }),
    ...(offlineList.length > 0 && { offlineAccessPermissions: { permission: offlineList } }),
  };
}

const order: readonly Permission[] = ['Read', 'Update', 'Create', 'Delete'];

function inOrder(granted: readonly Permission[]): Permission[] {
  return order.filter(permission => granted.includes(permission));
}
