// What an application may do with a type, online and offline: in QueryPermissions and in GetPersonInfo.
import type { Grant } from '../../core/authorization/grant.ts';
import type { Permission } from '../../core/authorization/rules.ts';
import type { Infer } from '../../schema/schema.ts';
import { many, optional, seq } from '../../schema/sequence.ts';
import { guid, oneOf } from '../../schema/text.ts';

const permissions = seq({ permission: many(oneOf('All', 'Read', 'Update', 'Create', 'Delete'), { min: 1 }) });

export const thingTypePermission = seq({
  'thing-type-id': guid,
  'online-access-permissions': optional(permissions),
  'offline-access-permissions': optional(permissions),
});

/** Each permission by its own name, never `All`: clients know only those. Undefined where there is none at all. */
export function permissionsOn(
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
