// The blob store an operator chose: files beside the database unless the setting names a bucket.
import type { BlobStore } from '../core/blobs/ports.ts';
import { openBlobFiles } from './blob-files.ts';
import type { S3Place } from './blob-s3.ts';

export type BlobPlace = 'files' | S3Place;

export async function openBlobStore(place: BlobPlace, folder: string): Promise<BlobStore> {
  if (place === 'files') return openBlobFiles(folder);
  // The SDK is large: only who uses it loads it.
  const { openBlobS3 } = await import('./blob-s3.ts');
  return openBlobS3(place);
}

const parameters = ['endpoint', 'region', 'path-style'];

/**
 * Reads `files`, or `s3://bucket/prefix?endpoint=https://…&region=…&path-style=true`.
 * @throws what is wrong with it, in words for the operator
 */
export function readBlobPlace(setting: string): BlobPlace {
  if (setting === 'files') return 'files';
  const wrong = (why: string) => new Error(`blob-store: ${why}`);
  if (!/^s3:\/\/./.test(setting) || !URL.canParse(setting))
    throw wrong('it must be "files", or s3://bucket/prefix?endpoint=https://…&region=….');
  const url = new URL(setting);
  const unknown = [...url.searchParams.keys()].find(name => !parameters.includes(name));
  if (unknown !== undefined)
    throw wrong(`there is no parameter ${unknown}. They are: ${parameters.join(', ')}.`);
  if (url.username || url.password)
    throw wrong('credentials do not belong here. Give AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.');
  const endpoint = url.searchParams.get('endpoint') ?? undefined;
  if (endpoint !== undefined && !/^https?:\/\/[^/?#]+\/?$/.test(endpoint))
    throw wrong('the endpoint must be an http or https address without a path.');
  const pathStyle = url.searchParams.get('path-style') ?? String(endpoint !== undefined);
  if (pathStyle !== 'true' && pathStyle !== 'false') throw wrong('path-style must be true or false.');
  const prefix = decodeURIComponent(url.pathname).replace(/^\/+|\/+$/g, '');
  return {
    bucket: url.hostname,
    prefix: prefix === '' ? '' : `${prefix}/`,
    endpoint,
    region: url.searchParams.get('region') ?? process.env.AWS_REGION ?? 'us-east-1',
    pathStyle: pathStyle === 'true',
  };
}

/** A place as people call it. */
export function sayBlobPlace(place: BlobPlace): string {
  if (place === 'files') return 'the folder blobs beside the database';
  const { bucket, prefix, endpoint } = place;
  return `the bucket ${bucket}${prefix && `, below ${prefix}`}${endpoint === undefined ? '' : `, at ${endpoint}`}`;
}
