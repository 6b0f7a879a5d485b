// Medical device: one that a person uses or carries.
import medicalDevice from '../../../things/medical-device.ts';
import { codeable, isWritable } from '../codes.ts';
import { text } from '../convert.ts';
import { dateTime } from '../dates.ts';
import { isMarked, isSaying, makeMark } from '../elements.ts';
import { getOwn, type Json, type JsonObject, listOf } from '../json.ts';
import { defineMapping, type Row, rowsOf } from '../mapping.ts';
import { getAtPath } from '../paths.ts';

const { row, rowBy } = rowsOf(medicalDevice);
const since = 'urn:keepwell:fhir:in-use-since';

function findName(resource: JsonObject): string | undefined {
  const names = listOf(resource.deviceName).map(one => getOwn(one, 'name'));
  const kind =
    resource.type === undefined ? undefined : getOwn(codeable.read(resource.type, { zone: 'UTC' }), 'text');
  return [...names, kind, resource.distinctIdentifier].find(isWritable);
}

/** FHIR has no day from which a device is used, but on a statement of its use. */
const when: Pick<Row, 'write' | 'read'> = {
  write(item, resource, settings) {
    const moment = item.when === undefined ? undefined : dateTime.write(item.when, settings);
    if (moment !== undefined)
      resource.extension = [...listOf(resource.extension), { url: since, valueDateTime: moment }];
  },
  read(resource, item, settings) {
    const told = listOf(resource.extension).find(one => getOwn(one, 'url') === since);
    const [value] = [getOwn(told, 'valueDateTime'), resource.manufactureDate].flatMap<Json>(one =>
      one === undefined ? [] : (dateTime.read(one, settings) ?? []),
    );
    if (value !== undefined) item.when = value;
  },
};

export default defineMapping(medicalDevice, {
  resourceType: 'Device',
  subject: 'patient',
  fixed: { status: 'active', meta: { tag: listOf(makeMark(medicalDevice).coding) } },
  rows: [
    rowBy('when', `extension[${since}]`, when, 'Of devices of others, the day it was made.'),
    rowBy('deviceName', 'deviceName[0].name', {
      write(item, resource) {
        if (isWritable(item.deviceName))
          resource.deviceName = [{ name: item.deviceName, type: 'user-friendly-name' }];
      },
      read(resource, item) {
        const name = findName(resource);
        if (name !== undefined) item.deviceName = name;
      },
    }),
    rowBy('vendor', 'manufacturer', {
      write(item, resource) {
        const name = getAtPath(item, 'vendor.name.full');
        if (isWritable(name)) resource.manufacturer = name;
      },
      read(resource, item) {
        if (isWritable(resource.manufacturer)) item.vendor = { name: { full: resource.manufacturer } };
      },
    }),
    row('model', 'modelNumber', text),
    row('serialNumber', 'serialNumber', text),
  ],
  takes: resource =>
    resource.status !== 'entered-in-error' &&
    (isMarked(resource, medicalDevice)
      ? listOf(resource.extension).some(one => getOwn(one, 'url') === since)
      : dateTime.read(resource.manufactureDate ?? null, { zone: 'UTC' }) !== undefined &&
        (findName(resource) !== undefined || isSaying(resource.type))),
});
