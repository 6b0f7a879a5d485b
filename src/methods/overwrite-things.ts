// OverwriteThings: PutThings that may replace a thing kept in a newer version of its type.
import { method } from './method.ts';
import { putVersions } from './put-things.ts';

export default method({ name: 'OverwriteThings', auth: 'record', versions: putVersions(true) });
